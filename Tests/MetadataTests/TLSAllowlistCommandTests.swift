import JSON
import Testing

import Metadata

@Suite struct TLSAllowlistCommandTests {
  private static func add(_ args: String) -> String { #"{"type":"add_host_to_tls_allowlist","args":\#(args)}"# }
  private static func drop(_ args: String) -> String { #"{"type":"drop_host_from_tls_allowlist","args":\#(args)}"# }
  private static let full = #"{"host":"h","suffix":"4183","permissions":["self-signed"]}"#

  @Test func hostsAreAddedAndDropped() throws {
    let one = try metadata(Self.add(Self.full))
    #expect(one.json.text == #"{"version":3,"sources":[],"network":{"tls_allowlist":[\#(Self.full)]}}"#)
    let two = try apply(Self.add(#"{"host":"h"}"#), to: one)
    #expect(two.tlsAllowlist.map(\.suffix) == ["4183", nil])
    #expect(two.tlsAllowlist.allSatisfy { $0.host == "h" && $0.permitsSelfSigned })
    #expect(try apply(Self.drop(#"{"host":"h"}"#), to: two) == one)
    #expect(try apply(Self.drop(#"{"host":"h","suffix":"4183"}"#), to: one) == Metadata(kinds: kinds))
  }

  @Test func aNameAloneIsAHost() throws {
    let one = try metadata(Self.add(#""h""#))
    #expect(one.member("network")?.text == #"{"tls_allowlist":[{"host":"h"}]}"#)
  }

  @Test func otherKeysOfTheNetworkStay() throws {
    let replaced = try metadata(
      #"{"type":"replace_metadata","args":{"version":3,"sources":[],"network":{"x":1,"tls_allowlist":["h",{"host":"i","permissions":[]}]}}}"#
    )
    #expect(replaced.tlsAllowlist.map(\.host) == ["h", "i"])
    #expect(replaced.tlsAllowlist.map(\.permitsSelfSigned) == [true, false])
    let left = try apply(Self.drop(#"{"host":"h"}"#), to: replaced)
    #expect(left.member("network")?.text == #"{"x":1,"tls_allowlist":[{"host":"i","permissions":[]}]}"#)
    #expect(try apply(Self.drop(#"{"host":"i"}"#), to: left).member("network")?.text == #"{"x":1}"#)
    #expect(try apply(#"{"type":"clear_metadata","args":{}}"#, to: left).tlsAllowlist.isEmpty)
  }

  @Test func aHostIsListedOnce() throws {
    let one = try metadata(Self.add(Self.full), Self.add(#"{"host":"g"}"#))
    #expect(
      try failure(Self.add(#"{"host":"h","suffix":"4183"}"#), on: one)
        == #"already-exists $.args the host "h" with suffix "4183" already exists in the allowlist"#)
    #expect(try failure(Self.add(#""g""#), on: one) == #"already-exists $.args the host "g" already exists in the allowlist"#)
  }

  @Test func onlyAListedHostIsDropped() throws {
    let one = try metadata(Self.add(Self.full))
    #expect(try failure(Self.drop(#"{"host":"h"}"#), on: one) == #"not-exists $.args the host "h" isn't present in the allowlist"#)
    #expect(
      try failure(Self.drop(#"{"host":"h","suffix":"1"}"#), on: one)
        == #"not-exists $.args the host "h" with suffix "1" isn't present in the allowlist"#)
  }

  @Test(arguments: [
    (add("{}"), #"parse-failed $.args key "host" not found"#),
    (add("1"), "parse-failed $.args parsing TlsAllow failed, expected Object, but encountered Number"),
    (add(#""""#), "parse-failed $.args parsing TlsAllow failed, expected Object, but encountered String"),
    (add(#"{"host":""}"#), #"bad-request $.args key "host" cannot be empty"#),
    (add(#"{"host":1}"#), "parse-failed $.args.host parsing String failed, expected String, but encountered Number"),
    (add(#"{"host":"h","suffix":443}"#), "parse-failed $.args.suffix parsing String failed, expected String, but encountered Number"),
    (
      add(#"{"host":"h","permissions":"self-signed"}"#),
      "parse-failed $.args.permissions parsing [] failed, expected Array, but encountered String"
    ),
    (
      add(#"{"host":"h","permissions":["self-signed","all"]}"#),
      "parse-failed $.args.permissions[1] TlsPermission expecting one of SelfSigned"
    ),
    (drop("{}"), #"parse-failed $.args key "host" not found"#),
    (drop(#"{"host":""}"#), "bad-request $.args hostname cannot be empty"),
    (
      #"{"type":"replace_metadata","version":2,"args":{"metadata":{"version":3,"sources":[],"network":{"tls_allowlist":[{"host":true}]}}}}"#,
      "parse-failed $.args.metadata.network.tls_allowlist[0].host parsing String failed, expected String, but encountered Boolean"
    ),
  ])
  func badInputIsRefused(_ command: String, _ expected: String) throws {
    #expect(try failure(command, on: try metadata()) == expected)
  }
}
