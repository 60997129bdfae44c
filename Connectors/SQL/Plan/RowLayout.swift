/// The JSON object of a row as a list of members: bytes that are the same for every row, and what stands between them.
///
/// Members are trivial values in one block of memory: the writing loop touches no reference count.
final class RowLayout {
  let members: UnsafeMutableBufferPointer<Member>
  private let constants: UnsafeMutableBufferPointer<UInt8>
  /// The number of bytes after the last member.
  let tail: Range<Int32>
  let remotes: [Remote]

  /// A value and the constant bytes in front of it.
  struct Member {
    var prefix: Range<Int32>
    var kind: Kind
    var format: CellFormat
    /// The result's column, the index in ``RowLayout/remotes``, or the index of a child.
    var index: Int32
  }

  enum Kind: UInt8 { case cell, child, remote }

  /// A place that the host fills in, and the result's columns that make its key.
  struct Remote {
    var use: Int
    var columns: [(index: Int, format: CellFormat)]
  }

  init(_ builder: RowLayoutBuilder) {
    members = .allocate(capacity: max(builder.members.count, 1))
    constants = .allocate(capacity: max(builder.constants.count, 1))
    _ = members.initialize(from: builder.members)
    _ = constants.initialize(from: builder.constants)
    memberCount = builder.members.count
    tail = builder.pending
    remotes = builder.remotes
  }

  let memberCount: Int

  deinit {
    members.deallocate()
    constants.deallocate()
  }

  @inline(__always)
  func bytes(_ range: Range<Int32>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: constants.baseAddress.map { UnsafeRawPointer($0 + Int(range.lowerBound)) }, count: range.count)
  }
}

/// Collects the members of a ``RowLayout`` in order.
struct RowLayoutBuilder {
  private(set) var members: [RowLayout.Member] = []
  private(set) var constants: [UInt8] = []
  private(set) var remotes: [RowLayout.Remote] = []
  private var pendingStart: Int32 = 0

  /// The constant bytes since the last member.
  var pending: Range<Int32> { pendingStart..<Int32(constants.count) }

  mutating func append(_ constant: String) { constants.append(contentsOf: constant.utf8) }

  /// Appends a comma unless `index` is the first, and the key.
  mutating func appendKey(_ alias: String, index: Int) {
    if index > 0 { append(",") }
    append("\"\(alias)\":")
  }

  mutating func appendCell(_ column: Int, _ format: CellFormat) { append(.cell, format, column) }

  mutating func appendChild(_ child: Int) { append(.child, .json, child) }

  mutating func appendRemote(_ remote: RowLayout.Remote) {
    remotes.append(remote)
    append(.remote, .json, remotes.count - 1)
  }

  private mutating func append(_ kind: RowLayout.Kind, _ format: CellFormat, _ index: Int) {
    members.append(RowLayout.Member(prefix: pending, kind: kind, format: format, index: Int32(index)))
    pendingStart = Int32(constants.count)
  }
}
