import Errors
import HTTPServer
import JSON

/// What an HTTP request to a GraphQL endpoint asks.
enum GraphQLBody {
  case single(GraphQLRequest)
  case batch([GraphQLRequest])

  /// Decodes a POST with a JSON body, or a GET whose query string has `query`, `variables` (JSON) and `operationName`.
  init(_ request: HTTPRequest) throws(EngineError) {
    guard request.method != .GET else {
      self = .single(try Self.query(request))
      return
    }
    // Without a content type nothing is refused: Hasura's own clients and its test-suite send none.
    if let type = request.headers.first(name: "content-type"), !type.namesJSON {
      throw EngineError(.badRequest, "expected Content-Type application/json", at: ErrorPath(keys: "headers"))
    }
    let json = try Self.json(request)
    guard case .array(let elements) = json else {
      self = .single(try GraphQLRequest(decoding: json))
      return
    }
    var operations: [GraphQLRequest] = []
    for (index, element) in elements.enumerated() {
      operations.append(try at(.index(index)) { () throws(EngineError) in try GraphQLRequest(decoding: element) })
    }
    self = .batch(operations)
  }

  static func json(_ request: HTTPRequest) throws(EngineError) -> JSON {
    do throws(JSONSyntaxError) {
      return try request.body.withUnsafeReadableBytes { bytes throws(JSONSyntaxError) in try JSON(parsing: bytes) }
    } catch {
      throw EngineError(.invalidJSON, "Error in $: \(error)")
    }
  }

  private static func query(_ request: HTTPRequest) throws(EngineError) -> GraphQLRequest {
    var members = JSONObject()
    for item in request.queryItems {
      switch item.name {
      case "query", "operationName": members[item.name] = .string(item.value)
      case "variables", "extensions":
        do { members[item.name] = try JSON(parsing: item.value) } catch {
          throw EngineError(.invalidJSON, "Error in $: \(error)", at: ErrorPath([.key(item.name)]))
        }
      default: continue
      }
    }
    return try GraphQLRequest(decoding: .object(members))
  }
}

extension String {
  /// Whether a media type is JSON of some sort (`application/json`, `application/graphql+json; charset=utf-8`).
  ///
  /// Over bytes: searching a string by its characters was one hundredth of a small request.
  fileprivate var namesJSON: Bool {
    let word = Array("json".utf8)
    var matched = 0
    for byte in utf8 {
      let letter = byte | 0x20
      matched = letter == word[matched] ? matched + 1 : (letter == word[0] ? 1 : 0)
      if matched == word.count { return true }
    }
    return false
  }
}
