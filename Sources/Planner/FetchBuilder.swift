import Catalog
import ConnectorProtocol
import QueryPlan

/// The parts of one fetch that grow while its selection is planned.
struct FetchBuilder {
  let source: CatalogSource
  private(set) var parameters: [ParameterSource] = []
  private(set) var joins: [Join] = []
  private let numbersAsStrings: Bool
  private let firstSlot: Int

  /// Slots are counted from `firstSlot`.
  init(source: CatalogSource, numbersAsStrings: Bool, firstSlot: Int = 0) {
    self.source = source
    self.firstSlot = firstSlot
    self.numbersAsStrings = numbersAsStrings
  }

  /// A slot for a value.
  mutating func slot(_ parameter: ParameterSource) -> Slot {
    parameters.append(parameter)
    return firstSlot + parameters.count - 1
  }

  /// The slots of the columns of a key set, the same ones for every use of it: its values are many.
  mutating func slots(of set: KeySet) -> [Slot] {
    (0..<set.width).map { column in
      let source = ParameterSource.keys(set, column: column)
      return parameters.firstIndex(of: source).map { firstSlot + $0 } ?? slot(source)
    }
  }

  /// The number of the use that a join fills.
  mutating func use(_ join: Join) -> Int {
    joins.append(join)
    return joins.count - 1
  }

  /// The fetch of a planned selection.
  func fetch(_ selection: Selection, keys: [LookupKey] = []) -> Fetch {
    let query = Query(selection: selection, keys: keys, numbersAsStrings: numbersAsStrings)
    return Fetch(source: source.name, query: query, encodedQuery: query.encoded(), parameters: parameters, joins: joins)
  }

  /// The writes of planned operations.
  func write(_ operations: [Mutation.Operation], _ steps: [Write.Step]) -> Write {
    let mutation = Mutation(operations: operations, numbersAsStrings: numbersAsStrings)
    return Write(source: source.name, mutation: mutation, steps: steps, parameters: parameters, joins: joins)
  }
}
