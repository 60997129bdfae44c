package import JSON

/// The bodies of successful answers of the metadata API.
package enum MetadataAnswer {
  /// `{"message": "success"}`.
  package static let success: JSON = ["message": "success"]

  /// Success, with the warnings if there are any.
  package static func success(warnings: [MetadataWarning]) -> JSON {
    guard !warnings.isEmpty else { return success }
    return ["message": "success", "warnings": .array(warnings.map(\.json))]
  }

  /// The answer of `get_inconsistent_metadata` and of `replace_metadata` version 2.
  package static func consistency(_ inconsistencies: [Inconsistency]) -> JSON {
    ["is_consistent": .bool(inconsistencies.isEmpty), "inconsistent_objects": list(inconsistencies)]
  }

  /// The answer of `reload_metadata`: the list is there only when it is not empty.
  package static func reloaded(_ inconsistencies: [Inconsistency]) -> JSON {
    var answer: JSONObject = ["message": "success", "is_consistent": .bool(inconsistencies.isEmpty)]
    if !inconsistencies.isEmpty { answer["inconsistent_objects"] = list(inconsistencies) }
    return .object(answer)
  }

  /// The answer of `export_metadata` in a version of the request.
  package static func export(_ metadata: Metadata, resourceVersion: Int, requestVersion: Int) -> JSON {
    guard requestVersion >= 2 else { return metadata.json }
    return ["resource_version": .number(JSONNumber(resourceVersion)), "metadata": metadata.json]
  }

  /// The answer of `list_source_kinds`.
  package static func sourceKinds(_ kinds: Kinds) -> JSON {
    ["sources": .array(kinds.all.map { ["builtin": true, "kind": .string($0.name), "display_name": .string($0.name), "available": true] })]
  }

  /// A list of inconsistencies, as `internal` and `inconsistent_objects` show it.
  package static func list(_ inconsistencies: [Inconsistency]) -> JSON { .array(inconsistencies.map(\.json)) }
}
