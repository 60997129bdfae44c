import ConnectorKit
import ReferenceConnector

let connector = ReferenceConnector(arguments: CommandLine.arguments)
connector.delayStart()
try serve(connector)
