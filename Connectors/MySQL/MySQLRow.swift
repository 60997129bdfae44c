import CMariaDB
import ConnectorProtocol
import SQLConnector

/// The row that a statement fetched last: memory that the client library writes into, and the texts that its values have in answers.
///
/// Numbers and times arrive binary and become text here; texts are copied out, because the next row overwrites them.
final class MySQLRow {
  private let types: [ColumnType]
  private(set) var columnCount = 0
  private var columns = UnsafeMutablePointer<Column>.allocate(capacity: 1)
  private var bindings: [MYSQL_BIND] = []
  private var lengths = UnsafeMutablePointer<UInt>.allocate(capacity: 1)
  private var nulls = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
  private let scratch = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

  private struct Column {
    var fieldType: enum_field_types
    var form: MySQLValueForm
    var buffer: UnsafeMutableRawPointer
    var capacity: Int
  }

  /// `types` are those that the statement was made for; a result without them (EXPLAIN) is read by the server's word alone.
  init(types: [ColumnType]) { self.types = types }

  deinit {
    for index in 0..<columnCount { columns[index].buffer.deallocate() }
    columns.deallocate()
    lengths.deallocate()
    nulls.deallocate()
    scratch.deallocate()
  }

  /// Forgets what was bound: the statement was prepared anew.
  func unbind() {
    for index in 0..<columnCount { columns[index].buffer.deallocate() }
    columnCount = 0
  }

  /// Binds the columns of an executed statement. Does nothing if they are as they were at the last execution.
  func bind(to handle: UnsafeMutablePointer<MYSQL_STMT>) throws(ConnectorError) {
    let count = Int(mysql_stmt_field_count(handle))
    guard count > 0, let fields = mariadb_stmt_fetch_fields(handle) else { return unbind() }
    if count == columnCount, (0..<count).allSatisfy({ columns[$0].fieldType == fields[$0].type }) { return }
    unbind()
    columnCount = count
    columns.deallocate()
    columns = .allocate(capacity: count)
    lengths.deallocate()
    nulls.deallocate()
    lengths = .allocate(capacity: count)
    lengths.initialize(repeating: 0, count: count)
    nulls = .allocate(capacity: count)
    nulls.initialize(repeating: 0, count: count)
    for index in 0..<count {
      let field = fields[index]
      let form = MySQLValueForm(field: field, type: types.indices.contains(index) ? types[index] : nil)
      let capacity = form.bufferSize ?? min(max(Int(field.length), 16), 2048)
      (columns + index).initialize(
        to: Column(fieldType: field.type, form: form, buffer: .allocate(byteCount: capacity, alignment: 16), capacity: capacity))
    }
    try bindBuffers(handle)
  }

  private func bindBuffers(_ handle: UnsafeMutablePointer<MYSQL_STMT>) throws(ConnectorError) {
    bindings = (0..<columnCount).map { index in
      var binding = MYSQL_BIND()
      binding.buffer_type = columns[index].form.boundType
      binding.is_unsigned = columns[index].form == .unsigned ? 1 : 0
      binding.buffer = columns[index].buffer
      binding.buffer_length = UInt(columns[index].capacity)
      binding.length = lengths + index
      binding.is_null = nulls + index
      return binding
    }
    guard mysql_stmt_bind_result(handle, &bindings) == 0 else {
      throw ConnectorError(.internal, message: "a result column has a type that cannot be read")
    }
  }

  /// Reads the values that did not fit their buffers, with larger buffers from now on.
  func completeTruncated(_ handle: UnsafeMutablePointer<MYSQL_STMT>) {
    var grew = false
    for index in 0..<columnCount where nulls[index] == 0 && columns[index].form.bufferSize == nil {
      let length = Int(lengths[index])
      guard length > columns[index].capacity else { continue }
      columns[index].buffer.deallocate()
      columns[index].capacity = length + length / 2
      columns[index].buffer = .allocate(byteCount: columns[index].capacity, alignment: 16)
      bindings[index].buffer = columns[index].buffer
      bindings[index].buffer_length = UInt(columns[index].capacity)
      mysql_stmt_fetch_column(handle, &bindings[index], UInt32(index), 0)
      grew = true
    }
    if grew { try? bindBuffers(handle) }
  }

  /// Writes the row's values as texts into cells of a batch and returns how many bytes that took.
  @discardableResult
  func copy(into cells: UnsafeMutablePointer<SQLCell>, of batch: RowBatch) -> Int {
    // Read once: a property of a class is checked for overlapping access each time.
    let (count, columns, lengths, nulls, scratch) = (columnCount, columns, lengths, nulls, scratch)
    var byteCount = count * MemoryLayout<SQLCell>.stride
    for index in 0..<count where nulls[index] == 0 {
      let column = columns[index]
      let bytes = UnsafeRawBufferPointer(start: column.buffer, count: min(Int(lengths[index]), column.capacity))
      if column.form == .text {
        cells[index] = batch.adopt(bytes)
      } else if column.form == .hexadecimal {
        cells[index] = Self.hexadecimal(bytes, into: batch)
      } else {
        let count = column.form.write(bytes, UnsafeRawPointer(column.buffer), into: scratch)
        cells[index] = batch.adopt(UnsafeRawBufferPointer(start: scratch, count: count))
      }
      byteCount += cells[index].count
    }
    return byteCount
  }

  private static func hexadecimal(_ bytes: UnsafeRawBufferPointer, into batch: RowBatch) -> SQLCell {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count * 2 + 2) { text in
      text[0] = UInt8(ascii: "\\")
      text[1] = UInt8(ascii: "x")
      for (index, byte) in bytes.enumerated() {
        text[index * 2 + 2] = hexadecimalDigit(byte >> 4)
        text[index * 2 + 3] = hexadecimalDigit(byte & 15)
      }
      return batch.adopt(UnsafeRawBufferPointer(text))
    }
  }

  private static func hexadecimalDigit(_ value: UInt8) -> UInt8 { value < 10 ? value + 0x30 : value + 0x57 }
}
