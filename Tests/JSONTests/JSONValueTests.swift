import JSON
import Testing

@Suite struct JSONValueTests {
  @Test func numbersAreEqualByValue() {
    let spellings = ["100", "1e2", "1.00E+2", "100.000", "0.1e3"].compactMap(JSONNumber.init(text:))
    #expect(spellings.count == 5)
    #expect(Set(spellings).count == 1)
    #expect(spellings.allSatisfy { $0.int == 100 })
    #expect(JSONNumber(text: "-0") == JSONNumber(0))
    #expect(JSONNumber(text: "9007199254740993") != JSONNumber(text: "9007199254740992"))
    #expect(JSONNumber(text: "1.5")?.int == nil)
    #expect(JSONNumber(text: "99999999999999999999")?.int == nil)
    #expect(JSONNumber(text: "1e1000")?.int == nil)
    #expect(JSONNumber(text: "-9223372036854775808")?.int == Int.min)
    #expect(JSONNumber(text: "1x") == nil)
    #expect(JSONNumber(text: "2.5")?.double == 2.5)
  }

  @Test func objectsIgnoreOrderWhenCompared() {
    let left: JSON = ["a": 1, "b": [true, nil, 1.5, "x"]]
    let right: JSON = ["b": [true, nil, 1.5, "x"], "a": 1]
    #expect(left == right)
    #expect(left.text != right.text)
    #expect(left != ["a": 1])
  }

  @Test func objectsAreEdited() {
    var object: JSONObject = ["a": 1, "b": 2]
    object["a"] = 3
    object["c"] = 4
    object["b"] = nil
    #expect(JSON.object(object).text == #"{"a":3,"c":4}"#)
    for index in 0..<30 { object["k\(index)"] = .number(JSONNumber(index)) }
    object["k3"] = nil
    #expect(object["k4"]?.int == 4)
    #expect(object["k3"] == nil)
    #expect(object.count == 31)
    #expect(object.keys.prefix(3) == ["a", "c", "k0"])
  }

  @Test func accessors() {
    let value: JSON = ["list": [1, "two"], "yes": true, "none": nil]
    #expect(value["list"]?[1]?.stringValue == "two")
    #expect(value["list"]?[2] == nil)
    #expect(value["yes"]?.boolValue == true)
    #expect(value["none"]?.isNull == true)
    #expect(value["missing"] == nil)
  }
}
