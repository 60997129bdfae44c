private import CLibPQ
import SQLConnector

/// A result of libpq, cleared with this object.
final class PostgresResult {
  let pointer: OpaquePointer

  init(_ pointer: OpaquePointer) { self.pointer = pointer }

  deinit { PQclear(pointer) }

  var rowCount: Int { Int(PQntuples(pointer)) }
  var columnCount: Int { Int(PQnfields(pointer)) }

  /// Whether the statement was carried out, with or without rows.
  var isSuccess: Bool {
    let status = PQresultStatus(pointer)
    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_SINGLE_TUPLE || status == PGRES_EMPTY_QUERY
  }

  /// Whether there was nothing to carry out.
  var isEmptyQuery: Bool { PQresultStatus(pointer) == PGRES_EMPTY_QUERY }

  var hasRows: Bool {
    let status = PQresultStatus(pointer)
    return status == PGRES_TUPLES_OK || status == PGRES_SINGLE_TUPLE
  }

  /// Whether this is one row of a stream, with more to come.
  var isSingleRow: Bool { PQresultStatus(pointer) == PGRES_SINGLE_TUPLE }

  /// Whether this ends a pipeline.
  var isPipelineEnd: Bool { PQresultStatus(pointer) == PGRES_PIPELINE_SYNC }

  /// Whether the statement was not run because an earlier one of the pipeline failed.
  var isPipelineAborted: Bool { PQresultStatus(pointer) == PGRES_PIPELINE_ABORTED }

  /// Whether the server waits for data of a COPY, or sends some.
  var isCopy: Bool {
    let status = PQresultStatus(pointer)
    return status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH
  }

  /// The number of rows that the statement inserted, changed or deleted.
  var affectedRows: Int {
    guard let text = PQcmdTuples(pointer) else { return 0 }
    return Int(String(cString: text)) ?? 0
  }

  func columnName(_ column: Int) -> String {
    PQfname(pointer, Int32(column)).map { String(cString: $0) } ?? ""
  }

  /// A value as text; nil for null.
  func text(_ row: Int, _ column: Int) -> String? {
    guard PQgetisnull(pointer, Int32(row), Int32(column)) == 0, let value = PQgetvalue(pointer, Int32(row), Int32(column)) else {
      return nil
    }
    let count = Int(PQgetlength(pointer, Int32(row), Int32(column)))
    return String(decoding: UnsafeRawBufferPointer(start: value, count: count), as: UTF8.self)
  }

  /// The rows as a batch that keeps this result alive.
  func batch() -> RowBatch {
    let (rows, columns) = (rowCount, columnCount)
    let batch = RowBatch(rowCount: rows, columnCount: columns, owner: self)
    var cell = batch.cells
    for row in 0..<Int32(rows) {
      PostgresResult.fill(cell, pointer, row, columns)
      cell += columns
    }
    return batch
  }

  /// Points the cells at one row's values.
  @inline(__always)
  static func fill(_ cells: UnsafeMutablePointer<SQLCell>, _ result: OpaquePointer, _ row: Int32, _ columns: Int) {
    for column in 0..<Int32(columns) {
      let count = Int(PQgetlength(result, row, column))
      if count == 0, PQgetisnull(result, row, column) != 0 { continue }
      cells[Int(column)] = SQLCell(bytes: PQgetvalue(result, row, column), count: count)
    }
  }
}
