/// A pattern as its parts, which every language of patterns can write and which is matched without any of them.
struct PermissionPattern: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    case literal(String)
    case anything, anyCharacter
    /// One of a few characters; not in LIKE.
    case oneOf(String)
    /// One of a few words; not in LIKE.
    case either([String])
  }

  let parts: [Part]

  init(parts: [Part]) { self.parts = parts }

  /// A pattern that words of the suite match now and then.
  init(forLike: Bool, _ dice: inout Dice) {
    var choices: [[Part]] = [
      [.anything, .literal(dice.one(of: ["e", "a", "D", "r"])), .anything],
      [.anyCharacter, .literal(dice.one(of: ["s", "i", "l"])), .anything],
      [.literal(dice.one(of: ["c", "D", "d", "B", "b"])), .anything], [.anything, .literal(dice.one(of: ["h", "m", "E", "r"]))],
      [.literal(dice.one(of: PermissionType.words + ["birch", "date", "ELM"]))], [.anyCharacter, .anyCharacter, .anyCharacter],
    ]
    if !forLike {
      choices += [
        [.oneOf("abc"), .anything], [.either(["ash", "elm", "Date"])], [.anything, .oneOf("ehm")],
        [.oneOf("CDE"), .anyCharacter, .anything],
      ]
    }
    parts = dice.one(of: choices)
  }

  var like: String {
    parts.map { part in
      switch part {
      case .literal(let text): text
      case .anything: "%"
      case .anyCharacter: "_"
      case .oneOf(let characters): "[\(characters)]"
      case .either(let words): "(\(words.joined(separator: "|")))"
      }
    }.joined()
  }

  var regularExpression: String {
    let inner = parts.map { part in
      switch part {
      case .literal(let text): text
      case .anything: ".*"
      case .anyCharacter: "."
      case .oneOf(let characters): "[\(characters)]"
      case .either(let words): "(\(words.joined(separator: "|")))"
      }
    }
    return "^" + inner.joined() + "$"
  }

  /// Whether the whole text is of this pattern.
  func matches(_ text: String, foldingCase: Bool) -> Bool {
    func fold(_ text: String) -> [Character] { Array(foldingCase ? text.lowercased() : text) }
    func rest(_ text: ArraySlice<Character>, _ parts: ArraySlice<Part>) -> Bool {
      guard let part = parts.first else { return text.isEmpty }
      let next = parts.dropFirst()
      switch part {
      case .anything: return text.indices.contains { rest(text[$0...], next) } || rest([], next)
      case .anyCharacter: return !text.isEmpty && rest(text.dropFirst(), next)
      case .oneOf(let characters): return text.first.map { fold(characters).contains($0) && rest(text.dropFirst(), next) } ?? false
      case .literal(let word): return text.starts(with: fold(word)) && rest(text.dropFirst(word.count), next)
      case .either(let words):
        return words.contains { text.starts(with: fold($0)) && rest(text.dropFirst($0.count), next) }
      }
    }
    return rest(fold(text)[...], parts[...])
  }
}
