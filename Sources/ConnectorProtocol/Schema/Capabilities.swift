/// What a connector can do for the host. Absent means no.
public struct Capabilities: Equatable, Sendable {
  /// Appended to the names of GraphQL types whose shape depends on the kind, e.g. `_MySQL`; empty for the kind that gives the plain names.
  public var typeSuffix: String
  /// The scalar types of every source of this kind. A source's schema may add its own (enumerations, domains).
  public var scalars: [ScalarType]
  /// The largest number of key tuples that one lookup may carry.
  public var maximumKeys: Int
  /// What can be asked for beyond plain rows.
  public var features: Set<Feature>

  /// A thing that a connector does or does not do.
  public enum Feature: String, CaseIterable, Sendable {
    case relationships, lookups, aggregates, distinctOn = "distinct_on", rawSQL = "raw_sql", mutations, transactions
    case explain, cancel, metadataStore = "metadata_store", aggregatePredicates = "aggregate_predicates"
    case orderByRelationship = "order_by_relationship"
    /// Functions of the database can be described and called.
    case functions
    /// Queries in the database's own language can be described and asked.
    case nativeQueries = "native_queries"
    /// Filters can compare columns with key tuples: ``Filter/keys(_:)``.
    case keyFilters = "key_filters"
    /// Values can be shown in some rows only (``MaskedRows``).
    case masks
  }

  /// Capabilities of these parts.
  public init(typeSuffix: String = "", scalars: [ScalarType] = [], maximumKeys: Int = 10_000, features: Set<Feature> = []) {
    self.typeSuffix = typeSuffix
    self.scalars = scalars
    self.maximumKeys = maximumKeys
    self.features = features
  }
}

/// A GraphQL scalar as one kind of database understands it: what a client may send, and what can be asked of it.
public struct ScalarType: Equatable, Sendable {
  /// The GraphQL name, e.g. `Int`, `bigint`, `timestamptz`.
  public var name: String
  /// What values are to other engines.
  public var canonical: CanonicalType
  /// Which JSON a client may send.
  public var input: Input
  /// What can be compared, and how.
  public var operators: [ComparisonOperator]
  /// What can be computed over many rows.
  public var aggregates: [AggregateFunction]
  /// Whether rows can be ordered by it.
  public var isOrderable: Bool
  /// The types as which values can be compared too (`_cast`).
  public var casts: [ScalarCast]
  /// How values can be changed besides being replaced, e.g. `_inc`; the names of ``Mutation/Assignment/operator``.
  public var updates: [ComparisonOperator]
  /// The host's own, never on the wire: texts that clients know by other names, by those names. Others are sent as they are.
  public var storedValues: [String: String] = [:]

  /// Which JSON a client may send for a value. Everything else is refused before a query is made.
  public enum Input: String, Sendable {
    /// An integer of 32 bits, as GraphQL's `Int`.
    case int32
    /// An integer or its decimal text.
    case integer
    /// A number or its text.
    case number
    case boolean
    case string
    /// Any JSON, sent as JSON text.
    case json
    /// A string, number or boolean, sent as text and judged by the database.
    case any
    /// A string of labels with dots between them, e.g. `science.astronomy`; a label has letters, digits and underscores. May be empty.
    case labelPath = "label_path"
  }

  /// A scalar type of these parts.
  public init(
    name: String, canonical: CanonicalType, input: Input, operators: [ComparisonOperator] = [],
    aggregates: [AggregateFunction] = [], isOrderable: Bool = true, casts: [ScalarCast] = [], updates: [ComparisonOperator] = []
  ) {
    self.name = name
    self.canonical = canonical
    self.input = input
    self.operators = operators
    self.aggregates = aggregates
    self.isOrderable = isOrderable
    self.casts = casts
    self.updates = updates
  }
}

/// A type that values of another are cast to before they are compared.
public struct ScalarCast: Equatable, Sendable {
  /// The GraphQL name of the type.
  public var scalar: String
  /// The engine's own name of it, as in ``ColumnType/native``.
  public var native: String

  /// A cast to a type.
  public init(to scalar: String, native: String) {
    self.scalar = scalar
    self.native = native
  }
}

/// An operator of a comparison expression, e.g. `_eq`. Null tests are the host's own and are not listed.
public struct ComparisonOperator: Equatable, Sendable {
  /// The GraphQL name, which is also the name in ``Filter/comparison(_:operator:_:)``.
  public var name: String
  /// What stands on the right.
  public var argument: Argument
  /// Shown in the GraphQL schema.
  public var comment: String?

  /// What stands on the right of the operator.
  public enum Argument: Equatable, Sendable {
    case same
    case listOfSame
    case scalar(String)
    case listOfScalar(String)
    /// An object, sent as JSON text.
    case object(ArgumentObject)
  }

  /// A comparison operator of these parts.
  public init(_ name: String, _ argument: Argument = .same, comment: String? = nil) {
    self.name = name
    self.argument = argument
    self.comment = comment
  }
}

/// The argument of an operator that takes several values, e.g. a distance and the place from which it counts.
public struct ArgumentObject: Equatable, Sendable {
  /// The GraphQL name of the input object.
  public var name: String
  /// Its fields; never empty.
  public var fields: [Field]

  /// A field of the object.
  public struct Field: Equatable, Sendable {
    /// The GraphQL name.
    public var name: String
    /// The GraphQL scalar of the value.
    public var scalar: String
    /// Whether it must be given.
    public var isRequired: Bool

    /// A field of these parts.
    public init(_ name: String, _ scalar: String, isRequired: Bool) {
      self.name = name
      self.scalar = scalar
      self.isRequired = isRequired
    }
  }

  /// An argument object of these parts.
  public init(name: String, fields: [Field]) {
    self.name = name
    self.fields = fields
  }
}

/// A function of many rows of one column, e.g. `sum`.
public struct AggregateFunction: Equatable, Sendable {
  /// The function's name in the GraphQL schema and in ``SummaryValue/function(name:_:)``.
  public var name: String
  /// The GraphQL scalar of the result.
  public var result: String

  /// An aggregate function of these parts.
  public init(_ name: String, result: String) {
    self.name = name
    self.result = result
  }
}
