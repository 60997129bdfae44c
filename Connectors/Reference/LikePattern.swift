/// A pattern of SQL's `LIKE`: `%` for any text, `_` for any character, `\` before a character that means itself.
struct LikePattern {
  private enum Part: Equatable {
    case anyText
    case anyScalar
    case scalar(Unicode.Scalar)
  }

  private var parts: [Part] = []

  init(_ pattern: String) {
    var isEscaped = false
    for scalar in pattern.unicodeScalars {
      switch scalar {
      case _ where isEscaped:
        parts.append(.scalar(scalar))
        isEscaped = false
      case "\\": isEscaped = true
      case "%": parts.append(.anyText)
      case "_": parts.append(.anyScalar)
      default: parts.append(.scalar(scalar))
      }
    }
  }

  /// Whether the whole text is of the pattern. Goes back only to the last `%`, so the time is never more than their product.
  func matches(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var (at, part) = (0, 0)
    var retry: (at: Int, part: Int)?
    while at < scalars.count {
      if part < parts.count, parts[part] == .anyText {
        retry = (at, part + 1)
        part += 1
      } else if part < parts.count, parts[part] == .anyScalar || parts[part] == .scalar(scalars[at]) {
        at += 1
        part += 1
      } else if let last = retry {
        retry = (last.at + 1, last.part)
        (at, part) = (last.at + 1, last.part)
      } else {
        return false
      }
    }
    return parts[part...].allSatisfy { $0 == .anyText }
  }
}
