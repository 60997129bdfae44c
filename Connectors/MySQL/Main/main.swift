import ConnectorKit
import MySQLConnector

try serve(MySQLConnector())
