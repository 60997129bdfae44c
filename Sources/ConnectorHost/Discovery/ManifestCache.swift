import Glibc
import JSON

/// What executables answer to `--manifest`, remembered between starts of the host as long as the file is the same by time and size.
struct ManifestCache {
  private let file: String?

  init(directory: String?) { file = directory.map { $0 + "/connector-manifests.json" } }

  /// The answers by path; an executable that gave none is missing. Those not remembered are asked all at once.
  func manifests(of executables: [String]) -> [String: String] {
    let remembered = file.flatMap(contents(ofFile:)).flatMap { try? JSON(parsing: $0) } ?? .object(JSONObject())
    var answers: [String: String] = [:]
    for path in executables {
      guard let entry = remembered[path], entry["stamp"]?.stringValue == Self.stamp(of: path) else { continue }
      answers[path] = entry["manifest"]?.stringValue
    }
    let unknown = executables.filter { answers[$0] == nil }
    if unknown.isEmpty { return answers }
    answers.merge(ask(unknown)) { $1 }
    remember(answers)
    return answers
  }

  private func remember(_ answers: [String: String]) {
    guard let file else { return }
    let entries = answers.sorted { $0.key < $1.key }.map { path, manifest in
      (key: path, value: ["stamp": .string(Self.stamp(of: path)), "manifest": .string(manifest)] as JSON)
    }
    replace(file: file, with: JSON.object(JSONObject(entries)).text)
  }

  private static func stamp(of path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else { return "" }
    return "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) \(status.st_size)"
  }
}

/// How long an executable may take to print its manifest, in milliseconds.
private let manifestDeadline: CInt = 5000

/// Runs every executable with `--manifest` at the same time and returns what each printed.
private func ask(_ executables: [String]) -> [String: String] {
  var questions = executables.compactMap(Question.init)
  var isAnswering = true
  while isAnswering, questions.contains(where: { !$0.isAnswered }) {
    var polled = questions.map { pollfd(fd: $0.isAnswered ? -1 : $0.output, events: Int16(POLLIN), revents: 0) }
    isAnswering = poll(&polled, nfds_t(polled.count), manifestDeadline) > 0
    for (index, entry) in polled.enumerated() where entry.revents != 0 { questions[index].read() }
  }
  for question in questions { question.end() }
  return Dictionary(questions.filter(\.isAnswered).map { ($0.path, String(decoding: $0.answer, as: UTF8.self)) }) { first, _ in first }
}

/// One executable that was asked.
private struct Question {
  let path: String
  let output: CInt
  private(set) var answer: [UInt8] = []
  private(set) var isAnswered = false
  private let child: ChildProcess

  init?(_ path: String) {
    guard let pipe = try? Pipe() else { return nil }
    defer { close(pipe.writing) }
    let environment = getenv("PATH").map { ["PATH=" + String(cString: $0)] } ?? []
    let child = try? ChildProcess.spawn(path, arguments: ["--manifest"], environment: environment, output: pipe.writing, errors: nil)
    guard let child else {
      close(pipe.reading)
      return nil
    }
    (self.path, self.child, output) = (path, child, pipe.reading)
  }

  mutating func read() {
    let part = readPart(output) ?? []
    answer += part
    isAnswered = part.isEmpty
  }

  func end() {
    close(output)
    child.killAndReap()
  }
}
