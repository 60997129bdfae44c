import ConnectorKit
import SQLiteConnector

try serve(SQLiteConnector())
