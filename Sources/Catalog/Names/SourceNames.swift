import Metadata

/// How a source's names in the GraphQL schema are made.
struct SourceNames: Equatable, Sendable {
  let customization: SourceCustomization
  let convention: SourceCustomization.NamingConvention

  init(_ customization: SourceCustomization, default convention: SourceCustomization.NamingConvention) {
    self.customization = customization
    self.convention = customization.namingConvention ?? convention
  }

  private var isSnake: Bool { convention == .hasuraDefault }

  /// A generated name of a field, argument or operator.
  func field(_ generated: String) -> String { isSnake ? generated : Casing.camel.apply(to: generated) }

  /// A generated name of an enumeration's value.
  func value(_ generated: String) -> String { isSnake ? generated : Casing.upper.apply(to: generated) }

  /// A generated name of a type that no table has of its own, e.g. `order_by`.
  func sharedType(_ generated: String) -> String { isSnake ? generated : Casing.pascal.apply(to: generated) }

  /// The type of a comparison expression.
  func comparison(_ scalar: String, isArray: Bool, kindSuffix: String) -> String {
    sharedType("\(scalar)\(kindSuffix)\(isArray ? "_array" : "")_comparison_exp")
  }

  /// A type of a table.
  func type(_ part: TablePart, of table: TableColumns) -> String {
    table.native?.type(part)
      ?? type(part, ofTableNamed: table.baseName, customName: table.tracked.configuration.customName)
  }

  /// A type of a table of this generated or custom name.
  func type(_ part: TablePart, ofTableNamed baseName: String, customName: String?) -> String {
    let base = typeBase(baseName, customName: customName)
    let suffix = part.suffix(of: baseName)
    let name = isSnake ? (suffix.isEmpty ? base : "\(base)_\(suffix)") : base + Casing.pascal.apply(to: suffix)
    return customization.typePrefix + name + customization.typeSuffix
  }

  /// What the names of all types of a table begin with, after the source's own prefix.
  func typeBase(of table: TableColumns) -> String {
    typeBase(table.baseName, customName: table.tracked.configuration.customName)
  }

  private func typeBase(_ baseName: String, customName: String?) -> String {
    isSnake ? baseName : customName ?? Casing.pascal.apply(to: baseName)
  }

  /// The root fields of a table of a base name, custom names and comments taken over.
  func rootFields(of tracked: TrackedTable, baseName: String) -> RootFields {
    let custom = tracked.configuration.rootFields
    let shown = tracked.configuration.customName ?? field(baseName)
    let quoted = "\"\(tracked.name.text)\""
    func root(_ key: String, _ suffix: String, _ text: String) -> RootFields.Root {
      let generated = suffix.isEmpty ? shown : (isSnake ? "\(shown)_\(suffix)" : shown + Casing.pascal.apply(to: suffix))
      let comment = custom[key]?.comment ?? text
      return RootFields.Root(name: self.root(custom[key]?.name ?? generated), description: comment.isEmpty ? nil : comment)
    }
    func write(_ key: String, _ verb: String, _ suffix: String, _ text: String) -> RootFields.Root {
      let object = isSnake ? "_\(shown)" : Casing.pascal.apply(to: shown)
      let generated = verb + object + (suffix.isEmpty ? "" : (isSnake ? "_\(suffix)" : Casing.pascal.apply(to: suffix)))
      let comment = custom[key]?.comment ?? text
      return RootFields.Root(name: self.root(custom[key]?.name ?? generated), description: comment.isEmpty ? nil : comment)
    }
    return RootFields(
      select: root("select", "", "fetch data from the table: \(quoted)"),
      selectByPrimaryKey: root("select_by_pk", "by_pk", "fetch data from the table: \(quoted) using primary key columns"),
      selectAggregate: root("select_aggregate", "aggregate", "fetch aggregated fields from the table: \(quoted)"),
      selectStream: root("select_stream", "stream", "fetch data from the table in a streaming manner: \(quoted)"),
      insert: write("insert", "insert", "", "insert data into the table: \(quoted)"),
      insertOne: write("insert_one", "insert", "one", "insert a single row into the table: \(quoted)"),
      update: write("update", "update", "", "update data of the table: \(quoted)"),
      updateByPrimaryKey: write("update_by_pk", "update", "by_pk", "update single row of the table: \(quoted)"),
      updateMany: write("update_many", "update", "many", "update multiples rows of table: \(quoted)"),
      delete: write("delete", "delete", "", "delete data from the table: \(quoted)"),
      deleteByPrimaryKey: write("delete_by_pk", "delete", "by_pk", "delete single row from the table: \(quoted)"))
  }

  /// The type of the argument `args` of a function, or of a computed field of a table.
  func argumentsType(_ base: String) -> String { customization.typePrefix + sharedType("\(base)_args") + customization.typeSuffix }

  /// A root field's name with what the source adds.
  func root(_ name: String) -> String {
    guard isSnake else {
      let prefix = customization.rootFieldPrefix
      let inner = prefix.isEmpty ? name : Casing.pascal.apply(to: name)
      return prefix + inner + Casing.pascal.apply(to: customization.rootFieldSuffix)
    }
    return customization.rootFieldPrefix + name + customization.rootFieldSuffix
  }

  /// The field that holds the source's root fields, if it has one of its own.
  var namespace: String? { customization.rootFieldNamespace.flatMap { $0.isEmpty ? nil : $0 } }

  /// The type of that field on the root of mutations; fields for backends only have a type of their own (Hasura's names).
  func mutationNamespaceType(forBackend: Bool) -> String? {
    namespace.map { "\($0)_mutation_\(forBackend ? "backend" : "frontend")" }
  }

  /// The type of that field on a root.
  func namespaceType(isSubscription: Bool) -> String? {
    namespace.map { "\($0)\(isSubscription ? "_subscription" : "_query")" }
  }
}
