package import ConnectorProtocol
package import JSON

/// What differs between databases that speak SQL. Everything else of a query is the same for all.
///
/// A dialect gives trees, not text, wherever values are involved; ``SQLRenderer`` alone numbers placeholders and writes clauses.
package protocol SQLDialect: Sendable {
  /// The one function that quotes identifiers.
  func quote(_ identifier: String) -> String

  /// The table as it stands in a `FROM`.
  func name(of table: TableReference) -> String

  /// Placeholder `number` (from 1): `$1`, `?`.
  func placeholder(_ number: Int, _ parameter: SQLParameter) -> String

  /// What is selected for a column that is shown, and how its text becomes JSON.
  func shown(_ type: ColumnType, _ expression: SQLExpression, numbersAsStrings: Bool) -> (SQLExpression, CellFormat)

  /// The value at `path` (a list of keys and indices) of a JSON column, as JSON text.
  func json(_ expression: SQLExpression, at path: SQLExpression) -> SQLExpression

  func cast(_ expression: SQLExpression, to type: ColumnType) -> SQLExpression

  /// `operand operator argument`, e.g. for `_like`. A list argument is a parameter with the source ``SQLParameter/Source/list(_:)``.
  /// Throws family `unsupported` for an operator that the capabilities do not name.
  func comparison(_ operator: String, _ operand: SQLExpression, _ type: ColumnType, _ argument: SQLExpression) throws(ConnectorError)
    -> SQLExpression

  /// A column's value as the argument of a comparison with a value of type `operand`, e.g. given that one's collation.
  func argument(_ value: SQLExpression, _ type: ColumnType, comparedWith operand: ColumnType, by operator: String) -> SQLExpression

  /// `function(expression)` for an aggregate function of the capabilities.
  func aggregate(_ function: String, _ expression: SQLExpression, _ type: ColumnType) throws(ConnectorError) -> SQLExpression

  /// The number of different combinations of several columns. Nulls equal each other, and rows that have them are not left out.
  func countCombinations(_ columns: [(value: SQLExpression, type: ColumnType)]) -> SQLExpression

  /// The assignment operators of an update: `_set`, `_inc`, `_append` ...
  func assignment(_ operator: String, _ column: SQLExpression, _ type: ColumnType, _ argument: SQLExpression?) throws(ConnectorError)
    -> SQLExpression

  /// How keys sent by another engine are matched with a column. Throws family `user` if the types have no lossless meaning for each other.
  func keyForm(sent: CanonicalType, column: Column, usesTargetCollation: Bool) throws(ConnectorError) -> SQLKeyForm

  /// How values of `parent`, as this engine printed them, are matched with `child` of the same engine: by the engine's own equality.
  func localKeyForm(parent: Column, child: Column) throws(ConnectorError) -> SQLKeyForm

  /// The condition of a relationship inside of one statement: the child's column equals the parent's. The child's index must stay usable.
  func equals(_ child: Column, _ childValue: SQLExpression, _ parent: Column, _ parentValue: SQLExpression) -> SQLExpression

  /// The relation of the key tuples with columns `ord` (numbered from ``firstOrdinal``), `k0`, `k1` ... and the given alias, `AS` included.
  /// Without a set the tuples are the call's.
  func keySource(_ forms: [SQLKeyForm], of set: SQLKeySet?, as alias: String) -> SQLExpression

  /// As ``keyForm(sent:column:usesTargetCollation:)``, for the keys of a filter.
  func keySetForm(_ key: LookupKey) throws(ConnectorError) -> SQLKeyForm

  /// The condition that columns, none of them null, are among the tuples of a set: true or false, never unknown. The columns' index must
  /// stay usable. `alias` is one that nothing else has.
  func isAmong(_ columns: [SQLExpression], _ set: SQLKeySet, as alias: String) -> SQLExpression

  /// The number of the first key tuple in `ord`.
  var firstOrdinal: Int { get }

  /// The condition `column IN all keys` as one argument, if that is faster than joining the key source; rows are then labelled by bytes.
  func matchesAny(_ column: SQLExpression, _ form: SQLKeyForm) -> SQLExpression?

  /// Whether `NULLS FIRST` and `NULLS LAST` exist; else an order by `IS NULL` precedes.
  var hasNullsOrder: Bool { get }
  /// Whether nulls are larger than every value when nothing is said.
  var sortsNullsAsLargest: Bool { get }
  /// Whether `SELECT DISTINCT ON (...)` exists; else a window function takes its place.
  var hasDistinctOn: Bool { get }
  /// Whether `LATERAL` exists; else a window function takes its place.
  var hasLateral: Bool { get }
  /// Whether writes can return rows.
  var hasReturning: Bool { get }

  /// `LIMIT ... OFFSET ...` in the dialect's form, with a leading keyword.
  func limit(_ limit: SQLExpression?, offset: SQLExpression?) -> SQLExpression

  /// What an upsert adds to an insert: `ON CONFLICT ...` and the like. `excluded` rows are named by the dialect itself. `presets` are
  /// the values of the conflict's presets, in their order. Asked only of dialects that do not emulate conflicts.
  func conflictClause(_ conflict: Mutation.Conflict, presets: [SQLExpression], filter: SQLExpression?) throws(ConnectorError)
    -> SQLExpression

  /// The value that a placeholder's argument becomes in a column of the type: geometries come as text and need a function, most come as
  /// they are.
  func stored(_ argument: SQLExpression, as type: ColumnType) -> SQLExpression

  /// A value as a column of the type keeps it: rounded to its digits, padded to its length. Only for values that columns are compared with.
  func kept(_ value: SQLExpression, as type: ColumnType) -> SQLExpression

  /// Whether a table's writes tell how many rows they wrote; else they must return rows, which are counted.
  func countsWrites(to table: TableReference) -> Bool

  /// Whether `DEFAULT` can stand among the values of an insert; else rows that give different columns are statements of their own.
  var hasDefaultValues: Bool { get }

  /// Whether a row of an upsert's result is new; nil if the database does not tell.
  func isNewRow(_ alias: String) -> SQLExpression?

  /// Whether ``isNewRow(_:)`` tells of rows of this table.
  func tellsNewRows(of table: TableReference) -> Bool

  /// Whether upserts are made of an insert or a look at the row and an update, because there is no clause for them that means the same.
  var emulatesConflicts: Bool { get }

  /// What follows a select whose rows must not change until the transaction's end; empty where a writer is alone anyway.
  var rowLock: String { get }

  /// Writes the argument for a value (`true` becomes `1` where there are no booleans).
  func write(_ value: String, as type: ColumnType, into bytes: inout ByteWriter) throws(ConnectorError)

  /// Writes the argument for a list.
  func write(_ list: [String?], of type: ColumnType, into bytes: inout ByteWriter) throws(ConnectorError)

  /// Writes the argument for a path into JSON; as `$."a"[0]` unless the dialect has another form.
  func write(path: [String], into bytes: inout ByteWriter)

  /// Writes the argument ``SQLParameter/Source/keyColumn(_:)``, or with `column` nil ``SQLParameter/Source/keyTuples``.
  func write(_ keys: SQLKeyTuples, column: Int?, into bytes: inout ByteWriter)

  /// What follows the table of an insert that gives no column at all.
  var defaultValues: String { get }

  /// The same where a conflict clause follows.
  var upsertDefaultValues: String { get }

  /// The word that joins a table to the key source. Databases whose planner may turn the two around, and read the whole table, have one that
  /// forbids it.
  var keyJoin: String { get }

  /// Whether the table of a write may have an alias; else its columns are qualified with its own name.
  var aliasesWrittenTables: Bool { get }

  /// Whether a column of a table is known to be never null, so that an order by it need not say where nulls go.
  func isNeverNull(_ column: String, of table: TableReference) -> Bool

  /// A column's or a function's value, or null where a condition is not true. It must compare and sort as the value itself does.
  func masked(_ value: SQLExpression, _ type: ColumnType, where shown: SQLExpression) -> SQLExpression

  /// Whether functions can be called with a row as an argument, and in a `FROM`.
  var hasRowFunctions: Bool { get }

  /// Whether `_append`, `_delete_key` and the like are expressions; else the new documents are made row by row.
  var hasDocumentUpdates: Bool { get }

  /// Whether updates can return rows where writes can.
  var hasUpdateReturning: Bool { get }

  /// A column of a row that a write returns, as conditions on that row compare it.
  func returned(_ column: SQLExpression, of type: ColumnType) -> SQLExpression

  /// The placeholder of an argument of a native query, which nothing around it tells the type of.
  func argument(_ placeholder: SQLExpression, of type: ColumnType) -> SQLExpression
}

extension SQLDialect {
  package func equals(_ child: Column, _ childValue: SQLExpression, _ parent: Column, _ parentValue: SQLExpression) -> SQLExpression {
    .infix(childValue, "=", parentValue)
  }

  package func masked(_ value: SQLExpression, _ type: ColumnType, where shown: SQLExpression) -> SQLExpression {
    .sequence([.verbatim("CASE WHEN "), shown, .verbatim(" THEN "), value, .verbatim(" END")])
  }

  package var hasRowFunctions: Bool { false }
  package var defaultValues: String { "DEFAULT VALUES" }
  package var upsertDefaultValues: String { defaultValues }
  package var keyJoin: String { "JOIN" }
  package var aliasesWrittenTables: Bool { true }
  package func isNeverNull(_ column: String, of table: TableReference) -> Bool { false }
  package var hasUpdateReturning: Bool { hasReturning }
  package var hasDocumentUpdates: Bool { false }
  package func returned(_ column: SQLExpression, of type: ColumnType) -> SQLExpression { column }
  package func argument(_ placeholder: SQLExpression, of type: ColumnType) -> SQLExpression { placeholder }
  package func stored(_ argument: SQLExpression, as type: ColumnType) -> SQLExpression { argument }
  package func kept(_ value: SQLExpression, as type: ColumnType) -> SQLExpression { value }
  package func countsWrites(to table: TableReference) -> Bool { true }
  package var hasDefaultValues: Bool { true }
  package func isNewRow(_ alias: String) -> SQLExpression? { nil }
  package func tellsNewRows(of table: TableReference) -> Bool { isNewRow("") != nil }
  package var emulatesConflicts: Bool { false }
  package var rowLock: String { "" }

  package func write(path: [String], into bytes: inout ByteWriter) {
    bytes.append(UInt8(ascii: "$"))
    for part in path {
      if !part.isEmpty, part.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
        bytes.append(contentsOf: "[\(part)]")
      } else {
        bytes.append(UInt8(ascii: "."))
        bytes.appendJSONString(part)
      }
    }
  }
}
