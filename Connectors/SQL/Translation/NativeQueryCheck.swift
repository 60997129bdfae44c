package import ConnectorProtocol

/// Finds out whether a database takes native queries: each becomes a statement that selects its declared columns, which is prepared and
/// never run.
package struct NativeQueryCheck {
  private let dialect: any SQLDialect

  package init(_ dialect: any SQLDialect) { self.dialect = dialect }

  /// The descriptions of native queries by databases whose names of types say everything.
  ///
  /// `type` is what a native type means. `prepare` returns the number of the statement's placeholders, and throws what the database says.
  package func describe(
    _ declarations: [NativeQueryDeclaration], type: (String) -> (type: ColumnType, scalar: String),
    prepare: (SQLStatement) throws(ConnectorError) -> Int
  ) throws(ConnectorError) -> [NativeQueryDescription] {
    var descriptions: [NativeQueryDescription] = []
    for declaration in declarations {
      let arguments = declaration.arguments.map { Self.column("", type($0)) }
      do throws(ConnectorError) {
        let statement = try statement(of: declaration, arguments: arguments.map(\.type))
        let count = try prepare(statement)
        guard count == statement.parameters.count else {
          throw ConnectorError(.user, code: "data-exception", message: "the query has placeholders of its own")
        }
        descriptions.append(
          NativeQueryDescription(
            name: declaration.name, arguments: arguments, columns: declaration.columns.map { Self.column($0.name, type($0.native)) }))
      } catch {
        guard error.family != .unavailable else { throw error }
        descriptions.append(NativeQueryDescription(name: declaration.name, problem: error))
      }
    }
    return descriptions
  }

  private static func column(_ name: String, _ meaning: (type: ColumnType, scalar: String)) -> ColumnDescription {
    ColumnDescription(name: name, type: meaning.type, scalar: meaning.scalar, isNullable: true)
  }

  /// `SELECT q.a, q.b FROM (...) AS q`: qualified, as a quoted name that nothing has is a text to SQLite.
  package func statement(
    of declaration: NativeQueryDeclaration, arguments: [ColumnType]
  ) throws(ConnectorError) -> SQLStatement {
    var query = declaration.query
    for index in query.pieces.indices {
      guard case .argument(let slot, _) = query.pieces[index] else { continue }
      guard arguments.indices.contains(slot) else {
        throw ConnectorError(.internal, message: "the native query has no argument \(slot)")
      }
      query.pieces[index] = .argument(slot, arguments[slot])
    }
    let translator = Translator(dialect, numbersAsStrings: false)
    var select = SQLSelect()
    let opaque = ColumnType(native: "", canonical: .opaque)
    select.columns = declaration.columns.map { SQLResultColumn(.column(of: "q", $0.name), type: opaque) }
    select.from = try translator.source(.nativeQuery(query), as: "q", outer: nil)
    return SQLRenderer.statement(select, dialect)
  }
}
