import Errors
import JSON
import Testing

import Metadata

@Suite struct ConnectionConfigurationTests {
  let environment = { (name: String) in ["URL": "db://host", "PORT": "12"][name] }

  @Test func variablesAreRead() throws {
    let given: JSON = ["connection_info": ["database_url": ["from_env": "URL"], "read_replicas": [["database_url": ["from_env": "URL"]]]]]
    let resolved = try ConnectionConfiguration(given, environment: environment)
    #expect(resolved.value.text == #"{"connection_info":{"database_url":"db://host","read_replicas":[{"database_url":"db://host"}]}}"#)
    #expect(throws: EngineError(.notFound, "environment variable 'NO' not set")) {
      try ConnectionConfiguration(["a": ["from_env": "NO"]], environment: environment)
    }
  }

  @Test func connectorForm() throws {
    let plain = try ConnectionConfiguration(
      ["value": ["db": "/a.db"], "template": nil, "timeout": ["milliseconds": 500]], environment: environment)
    #expect(plain == ConnectionConfiguration(value: ["db": "/a.db"], timeout: 0.5))
    let template: JSON = [
      "value": ["host": "h\"q", "n": 3],
      "template": #"{"url": "x://{{$config.host}}:{{ $env.PORT }}", "n": {{$config.n}}, "all": {{$config}}}"#,
    ]
    let filled = try ConnectionConfiguration(template, environment: environment)
    #expect(filled.value == ["url": "x://h\"q:12", "n": 3, "all": ["host": "h\"q", "n": 3]])
  }

  @Test(arguments: [#"{"a": {{$config.none}}}"#, #"{"a": {{if x}}}"#, #"{"a": {{$config"#, #"{{$config}} x"#, #"{"a": "{{$config}}"}"#])
  func badTemplates(_ template: String) {
    do throws(EngineError) {
      _ = try ConnectionConfiguration(["value": ["k": 1], "template": .string(template)], environment: environment)
      Issue.record("accepted")
    } catch {
      #expect(error.code == .templateResolutionFailed)
    }
  }
}

extension ConnectionConfiguration {
  init(value: JSON, timeout: Double?) {
    let milliseconds = timeout.map { Int($0 * 1000) }
    var wrapped: JSONObject = ["value": value]
    wrapped["timeout"] = milliseconds.map { ["milliseconds": .number(JSONNumber($0))] }
    guard let made = try? ConnectionConfiguration(.object(wrapped), environment: { _ in nil }) else { preconditionFailure("cannot fail") }
    self = made
  }
}
