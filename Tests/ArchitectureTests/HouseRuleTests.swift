import Testing

/// Rules that a reader would otherwise have to check by hand.
@Suite struct HouseRuleTests {
  static let longestFile = 500

  private func sources() throws -> [SourceTree.File] {
    try SourceTree.files(in: "Sources") + SourceTree.files(in: "Connectors")
  }

  @Test func filesAreSmall() throws {
    for file in try sources() {
      #expect(file.lines.count <= Self.longestFile, "\(file.path) has \(file.lines.count) lines")
    }
  }

  @Test(arguments: ["try!", " as! ", "fatalError(", "TODO", "FIXME"])
  func nothingIsForcedOrLeftOpen(word: String) throws {
    for file in try sources() {
      for (number, line) in file.lines.enumerated() {
        #expect(!line.contains(word), "\(file.path):\(number + 1) has \(word)")
      }
    }
  }

  @Test(arguments: ["Utils", "Helpers", "Manager", "Common"])
  func namesSayWhatAThingIs(word: String) throws {
    for file in try sources() {
      #expect(!file.path.contains(word), "\(file.path)")
    }
  }

  /// A declaration at a room's door has a docstring; members of a documented type whose name says all are free.
  @Test func doorsAreDocumented() throws {
    var bare: [String] = []
    for file in try sources() {
      for (number, line) in file.lines.enumerated() where Self.isTypeAtTheDoor(line) {
        if !Self.isDocumented(above: number, in: file.lines) { bare.append("\(file.path):\(number + 1)") }
      }
    }
    #expect(bare.isEmpty, "types at a door without a docstring: \(bare.joined(separator: ", "))")
  }

  /// Whoever asks a table for rows of a client goes through `Planner.visibleRows`, which adds the role's filter and masks.
  @Test func questionsReachTablesThroughPermissions() throws {
    let doors = ["PlanPermissions.swift", "PlanNativeQuery.swift"]
    for file in try SourceTree.files(in: "Sources/Planner") where !doors.contains(where: file.path.hasSuffix) {
      for (number, line) in file.lines.enumerated() {
        #expect(!line.contains("able.relation") && !line.contains("target.relation"), "\(file.path):\(number + 1) passes permissions by")
        #expect(!line.contains("Relation.table(") && !line.contains("from: .table("), "\(file.path):\(number + 1) passes permissions by")
      }
    }
  }

  private static func isTypeAtTheDoor(_ line: String) -> Bool {
    let words = line.split(separator: " ")
    guard let access = words.first, access == "package" || access == "public" else { return false }
    return words.dropFirst().prefix(3).contains { ["struct", "class", "enum", "protocol", "actor"].contains($0) }
  }

  private static func isDocumented(above line: Int, in lines: [String]) -> Bool {
    var number = line - 1
    while number >= 0, trimmed(lines[number]).hasPrefix("@") { number -= 1 }
    return number >= 0 && trimmed(lines[number]).hasPrefix("///")
  }

  private static func trimmed(_ line: String) -> Substring { line.drop { $0 == " " } }
}
