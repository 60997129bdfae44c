import Foundation
import Glibc

/// What the kernel tells about processes.
package enum ProcessTable {
  /// The direct children of a process that still run.
  package static func children(of parent: Int32) -> [Int32] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return entries.compactMap { Int32($0) }.filter { (process: Int32) in
      let fields = status(of: process)
      return fields.count > 1 && fields[0] != "Z" && fields[1] == String(parent)
    }
  }

  /// Whether a process runs; one that ended and was not waited for does not.
  package static func isRunning(_ process: Int32) -> Bool {
    guard let state = status(of: process).first else { return false }
    return state != "Z" && state != "X"
  }

  /// The file name of the program that a process runs.
  package static func program(of process: Int32) -> String {
    let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe")) ?? ""
    return path.split(separator: "/").last.map(String.init) ?? ""
  }

  /// The words of a process's command line.
  package static func arguments(of process: Int32) -> [String] {
    contents("/proc/\(process)/cmdline").split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The variables that a process was started with, as `NAME=value`.
  package static func environment(of process: Int32) -> [String] {
    contents("/proc/\(process)/environ").split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Bytes of memory that a process holds.
  package static func residentBytes(of process: Int32) -> Int { memory(of: process, "VmRSS:") }

  /// The most bytes of memory that a process ever held.
  package static func highestResidentBytes(of process: Int32) -> Int { memory(of: process, "VmHWM:") }

  /// How long a process has computed, in the kernel's ticks of 10 ms.
  package static func processorTicks(of process: Int32) -> Int {
    let fields = status(of: process)
    return fields.count > 12 ? (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0) : 0
  }

  private static func memory(of process: Int32, _ entry: String) -> Int {
    let lines = String(decoding: contents("/proc/\(process)/status"), as: UTF8.self).split(separator: "\n")
    let words = lines.first { $0.hasPrefix(entry) }?.split { $0 == " " || $0 == "\t" } ?? []
    return words.count > 1 ? (Int(words[1]) ?? 0) * 1024 : 0
  }

  /// The fields of `/proc/PID/stat` after the name, which may hold blanks and brackets: state, parent, ...
  private static func status(of process: Int32) -> [String] {
    let text = String(decoding: contents("/proc/\(process)/stat"), as: UTF8.self)
    guard let end = text.lastIndex(of: ")") else { return [] }
    return text[text.index(after: end)...].split(separator: " ").map(String.init)
  }

  private static func contents(_ path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while case let count = read(descriptor, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
    return bytes
  }
}
