import ConnectorProtocol
import GraphQL
import Synchronization

/// A type of a role's schema and what its parts mean.
struct MadeType: Sendable {
  let definition: TypeDefinition
  var fields: [String: FieldMeaning] = [:]
  var inputs: [String: InputMeaning] = [:]
  var values: [String: CatalogColumn] = [:]
}

/// How a type is made when it is first asked for.
enum TypeRecipe: Sendable {
  case root(isSubscription: Bool)
  case namespace(CatalogSource, isSubscription: Bool)
  case mutationNamespace(CatalogSource)
  case table(CatalogTable, TablePart)
  case comparison(ConnectorProtocol.ScalarType, isArray: Bool, CatalogSource)
  case casts(ConnectorProtocol.ScalarType, CatalogSource)
  case argument(ArgumentObject)
  case order(SourceNames)
  case cursorOrder(SourceNames)
  case scalar(String)
  /// The arguments of a function.
  case functionArguments(CatalogCall)
  case enumeration(CatalogEnumeration)
  case mutationRoot
  /// What a relationship leaves to clients of a remote's input object.
  case remainingInput(InputObjectType, CatalogRemoteField, RemoteView)
  /// A type of a remote schema, by the server's name.
  case remote(String, RemoteView)
}

/// The types of a role's schema, made when they are first asked for.
final class RoleTypes: Sendable {
  static let queryRoot = "query_root"
  static let mutationRoot = "mutation_root"
  static let subscriptionRoot = "subscription_root"

  let book: RecipeBook
  private let maker: TypeMaker
  private let made = Mutex<[String: MadeType]>([:])

  init(view: RoleView) {
    maker = TypeMaker(view: view)
    book = RecipeBook(view: view)
  }

  func type(named name: String) -> MadeType? {
    if let type = made.withLock({ $0[name] }) { return type }
    guard let recipe = book.recipe(named: name) else { return nil }
    let type = maker.make(recipe, named: name)
    made.withLock { $0[name] = type }
    return type
  }
}
