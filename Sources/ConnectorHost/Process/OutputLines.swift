import NIOCore

/// Cuts what a connector prints into lines for the log.
///
/// A line longer than the limit is cut there and its rest dropped: a connector that prints without end costs the host a bounded buffer.
final class OutputLines: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  static let longestLine = 8 * 1024

  private var line: [UInt8] = []
  private let take: (String) -> Void

  init(_ take: @escaping (String) -> Void) { self.take = take }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    for byte in unwrapInboundIn(data).readableBytesView {
      if byte == UInt8(ascii: "\n") {
        flush()
      } else if line.count < Self.longestLine {
        line.append(byte)
      }
    }
  }

  func channelInactive(context: ChannelHandlerContext) { flush() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func flush() {
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    if !line.isEmpty { take(String(decoding: line, as: UTF8.self)) }
    line.removeAll(keepingCapacity: true)
  }
}
