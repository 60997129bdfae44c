/// A rule of permissions to write that an engine could forget, as ``PermissionDefect`` is for reading.
enum PermissionWriteDefect: Hashable, CaseIterable {
  /// What written rows must satisfy.
  case insertCheck, nestedCheck, updateCheck, upsertCheck
  /// Which rows may be written.
  case updateFilter, updateByKeyFilter, updateManyFilter, deleteFilter, deleteByKeyFilter, upsertFilter
  /// Columns that the permission sets.
  case insertPreset, updatePreset, upsertPreset
  /// The condition of a client is forgotten: more is written than was asked for.
  case upsertCondition
  /// A failure leaves what was written before it.
  case noRollback
  /// Rows that are related to written ones are shown unfiltered.
  case returnedObject, returnedArray, returnedSummary
}
