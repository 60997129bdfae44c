/// What the tables hold: the number of each item, and the labels of its parts.
struct Shelf: Equatable {
  struct Item: Equatable {
    var number: Int
    var parts: [String] = []
  }

  var items: [String: Item] = [:]
}

/// One request, and what it makes of a shelf if nothing goes wrong.
struct RandomRequest {
  private(set) var text = ""
  private(set) var after: Shelf

  init(on shelf: Shelf, _ injection: Injection, using dice: inout Dice) {
    after = shelf
    let count = Int.random(in: 2...6, using: &dice)
    let failing = Int.random(in: 0..<count, using: &dice)
    for index in 0..<count {
      let isFailing = index == failing && (injection == .constraint || injection == .permission)
      text += " f\(index): " + (isFailing ? failure(injection, &dice) : write(&dice))
    }
    // Something slow, so that the blow falls while the request runs.
    if injection.isBlow { text += " z: insert_slow(objects: {}) { affected_rows }" }
    text = "mutation {\(text) }"
  }

  /// Half of the words are there already.
  private func word(_ dice: inout Dice) -> String {
    let known = after.items.keys.sorted().randomElement(using: &dice)
    return Bool.random(using: &dice) ? known ?? "w0" : "w\(Int.random(in: 0..<30, using: &dice))"
  }

  private mutating func write(_ dice: inout Dice) -> String {
    let (word, number) = (word(&dice), Int.random(in: 0..<50, using: &dice))
    switch Int.random(in: 0..<4, using: &dice) {
    case 0:
      after.items[word, default: Shelf.Item(number: number)].number = number
      return
        "insert_item_one(object: {word: \"\(word)\", n: \(number)}, on_conflict: {constraint: item_word_key, update_columns: n}) { id }"
    case 1 where after.items[word] == nil:
      after.items[word] = Shelf.Item(number: number, parts: ["a", "b"])
      return "insert_item(objects: {word: \"\(word)\", n: \(number), parts: {data: [{label: \"a\"}, {label: \"b\"}]}}) "
        + "{ affected_rows returning { id parts { label } } }"
    case 2 where after.items[word]?.parts.isEmpty == true:
      after.items[word] = nil
      return "delete_item(where: {word: {_eq: \"\(word)\"}}) { affected_rows }"
    default:
      for key in after.items.keys where after.items[key].map({ $0.number < number }) ?? false { after.items[key]?.number += 3 }
      return "update_item(where: {n: {_lt: \(number)}}, _inc: {n: 3}) { affected_rows returning { word } }"
    }
  }

  private func failure(_ injection: Injection, _ dice: inout Dice) -> String {
    if injection == .permission { return "insert_item(objects: [{word: \"p1\", n: 1}, {word: \"p2\", n: 10001}]) { affected_rows }" }
    return switch Int.random(in: 0..<3, using: &dice) {
    case 0: "insert_item(objects: [{word: \"same\", n: 1}, {word: \"same\", n: 2}]) { affected_rows }"
    case 1: "insert_part_one(object: {label: \"x\", item_id: 1000000}) { id }"
    default: "insert_item_one(object: {word: \"orphan\", n: 1, parts: {data: [{label: \"a\"}, {label: null}]}}) { id }"
    }
  }
}
