/// Rows of a relation of which some values are shown in some rows only.
///
/// As a ``Relation`` it keeps a secret by construction: whoever names one of its columns, to show, filter, order or sum it up, gets the
/// value if it is shown in the row, else null. What is there and not shown is seen by nothing but
/// - ``filter`` and the conditions of ``masks``, which belong to the relation itself,
/// - equalities of relationships and keys: ``ColumnPair``, ``LookupKey`` and ``FieldValue/remote(use:keys:)``,
/// - functions that take the row, and the condition under which their value is shown (``ScalarCall/shown``).
public struct MaskedRows: Hashable, Sendable {
  /// Where the rows come from; not masked itself.
  public var relation: Relation
  /// Keeps the rows for which it is true; nil keeps all.
  public var filter: Filter?
  /// Every column that may be named, masked or not.
  public var columns: [Column]
  /// The columns that are not shown in every row; never empty, and each at most once.
  public var masks: [Mask]

  /// Masked rows of these parts.
  public init(_ relation: Relation, filter: Filter?, columns: [Column], masks: [Mask]) {
    self.relation = relation
    self.filter = filter
    self.columns = columns
    self.masks = masks
  }
}

/// A column whose value is null but in the rows for which a condition is true.
public struct Mask: Hashable, Sendable {
  /// The column.
  public var column: Column
  /// Sees the row as it is.
  public var shown: Filter

  /// A mask of these parts.
  public init(_ column: Column, shown: Filter) {
    self.column = column
    self.shown = shown
  }
}
