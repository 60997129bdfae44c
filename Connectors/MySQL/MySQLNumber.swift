import CMariaDB
import ConnectorProtocol
import SQLConnector

/// The memory of a bound number.
struct MySQLNumber {
  private var integer: Int64 = 0
  private var real: Double = 0

  /// Binds an argument in the type of its place. MySQL compares a text with a number as doubles, so numbers must go as numbers.
  static func bind(
    _ text: UnsafeRawBufferPointer, as parameter: SQLParameter, number: UnsafeMutablePointer<MySQLNumber>, into binding: inout MYSQL_BIND
  ) {
    binding.buffer = UnsafeMutableRawPointer(mutating: text.baseAddress)
    binding.buffer_length = UInt(text.count)
    binding.length_value = UInt(text.count)
    binding.buffer_type = MYSQL_TYPE_STRING
    var type = parameter.type.canonical
    switch parameter.source {
    case .value: break
    case .count, .offset: type = .int64
    case .list, .path, .keyColumn, .keyTuples: return
    }
    switch type {
    case .boolean, .int16, .int32, .int64:
      guard let value = Int64(String(decoding: text, as: UTF8.self)) else { return }
      number.pointee.integer = value
      binding.buffer_type = MYSQL_TYPE_LONGLONG
      binding.buffer = UnsafeMutableRawPointer(number)
    case .float32, .float64:
      guard let value = Double(String(decoding: text, as: UTF8.self)) else { return }
      number.pointee.real = value
      binding.buffer_type = MYSQL_TYPE_DOUBLE
      binding.buffer = UnsafeMutableRawPointer(number) + (MemoryLayout<MySQLNumber>.offset(of: \.real) ?? 8)
    case .numeric: binding.buffer_type = MYSQL_TYPE_NEWDECIMAL
    case .bytes: binding.buffer_type = MYSQL_TYPE_BLOB
    default: break
    }
  }
}
