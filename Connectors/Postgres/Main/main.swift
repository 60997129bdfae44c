import ConnectorKit
import PostgresConnector

try serve(PostgresConnector())
