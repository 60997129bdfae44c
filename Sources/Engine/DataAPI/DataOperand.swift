import Catalog
import ConnectorProtocol
import Errors
import JSON

/// The left side of a comparison of the first API: a column, perhaps as another type.
struct DataOperand {
  let operand: Operand
  let scalar: ScalarType
  private let isArray: Bool

  init(_ column: CatalogColumn) {
    operand = Operand(column.column)
    scalar = column.scalar
    isArray = column.isArray
  }

  /// The same value as the type that the engine calls `native`.
  init(_ other: DataOperand, as scalar: ScalarType, native: String) {
    operand = Operand(other.operand.value, cast: ColumnType(native: native, canonical: scalar.canonical))
    self.scalar = scalar
    isArray = false
  }

  /// Whether an object stands for itself, as it can where a value is JSON, and not for operators.
  func isValue(_ object: JSONObject) -> Bool {
    guard operand.type.canonical == .json else { return false }
    return !object.keys.allSatisfy { $0.utf8.first == UInt8(ascii: "$") || $0.utf8.first == UInt8(ascii: "_") }
  }

  /// The parameter of a value to compare with.
  func parameter(_ value: JSON) throws(EngineError) -> Parameter {
    let form = isArray ? ScalarType(name: scalar.name, canonical: operand.type.canonical, input: .json) : scalar
    return try form.dataParameter(value)
  }
}
