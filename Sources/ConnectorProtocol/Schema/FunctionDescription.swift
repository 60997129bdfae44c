/// A function of a database as introspected. One of several that share a name is a description of its own.
public struct FunctionDescription: Equatable, Sendable {
  /// The full name.
  public var name: TableReference
  /// What can be given, in order.
  public var parameters: [FunctionParameter]
  /// What comes back.
  public var result: FunctionType
  /// Whether any number of results comes back.
  public var returnsSet: Bool
  /// What a call may do.
  public var volatility: Volatility
  /// Whether null in any argument gives null without a call.
  public var isStrict: Bool
  /// Whether the last parameter takes any number of arguments.
  public var isVariadic: Bool
  /// Shown in the GraphQL schema.
  public var comment: String?

  /// What a call may do, and when its result may differ.
  public enum Volatility: String, Sendable {
    /// Reads nothing: equal arguments give equal results.
    case immutable
    /// Only reads.
    case stable
    /// May write.
    case volatile
  }

  /// A function description of these parts.
  public init(
    name: TableReference, parameters: [FunctionParameter], result: FunctionType, returnsSet: Bool = false,
    volatility: Volatility = .volatile, isStrict: Bool = false, isVariadic: Bool = false, comment: String? = nil
  ) {
    self.name = name
    self.parameters = parameters
    self.result = result
    self.returnsSet = returnsSet
    self.volatility = volatility
    self.isStrict = isStrict
    self.isVariadic = isVariadic
    self.comment = comment
  }
}

/// A parameter of a function.
public struct FunctionParameter: Equatable, Sendable {
  /// Nil for one that can only be given by position.
  public var name: String?
  /// Its type.
  public var type: FunctionType
  /// Whether it may be left out.
  public var hasDefault: Bool

  /// A function parameter of these parts.
  public init(name: String?, type: FunctionType, hasDefault: Bool = false) {
    self.name = name
    self.type = type
    self.hasDefault = hasDefault
  }
}

/// The type of a parameter or of a result.
public struct FunctionType: Equatable, Sendable {
  /// The engine's own name of the type, without a schema, e.g. `int4`; for people.
  public var name: String
  /// Which sort of type it is.
  public var sort: Sort
  /// The native and canonical type of a value.
  public var type: ColumnType
  /// The GraphQL scalar of a value (of an element, if the canonical type is an array).
  public var scalar: String
  /// The table or composite type whose row it is.
  public var table: TableReference?

  /// Sorts of types.
  public enum Sort: String, Sendable {
    case base, composite, domain, enumeration, pseudo, range
  }

  /// A function's type of these parts.
  public init(name: String, sort: Sort = .base, type: ColumnType, scalar: String, table: TableReference? = nil) {
    self.name = name
    self.sort = sort
    self.type = type
    self.scalar = scalar
    self.table = table
  }
}
