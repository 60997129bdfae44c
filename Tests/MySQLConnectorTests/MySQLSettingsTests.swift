import ConnectorProtocol
import MySQLConnector
import Testing

@Suite struct MySQLSettingsTests {
  @Test func readsAURL() throws {
    let settings = try MySQLSettings(
      configuration: #"{"connection_info": {"database_url": "mysql://me:p%40ss:w@db.example:3307/shop?ssl-mode=REQUIRED&ssl-ca=/ca.pem"}}"#)
    #expect(settings.host == "db.example")
    #expect(settings.port == 3307)
    #expect(settings.user == "me")
    #expect(settings.password == "p@ss:w")
    #expect(settings.database == "shop")
    #expect(settings.tls.mode == .required)
    #expect(settings.tls.authority == "/ca.pem")
  }

  @Test(arguments: [
    #"{"value": {"uri": "mysql://u:p@h:1/d"}, "template": null}"#,
    #"{"value": {"jdbc_url": "jdbc:mariadb://h:1/d?user=u&password=p", "fully_qualify_all_names": true}}"#,
    #"{"connection_info": {"host": "h", "port": 1, "user": "u", "password": "p", "database": "d", "pool_settings": {"max_connections": 3}}}"#,
    #"{"connection_info": {"database_url": {"connection_parameters": {"username": "u", "password": "p", "host": "h", "port": 1, "database": "d"}}}}"#,
  ])
  func readsEveryForm(configuration: String) throws {
    let settings = try MySQLSettings(configuration: configuration)
    #expect(settings.host == "h" && settings.port == 1 && settings.user == "u" && settings.password == "p" && settings.database == "d")
  }

  @Test func readsSocketsAndIPv6() throws {
    let local = try MySQLSettings(configuration: #"{"value": {"uri": "mariadb://u@localhost/d?socket=%2Frun%2Fmy.sock"}}"#)
    #expect(local.socket == "/run/my.sock")
    let six = try MySQLSettings(configuration: #"{"value": {"url": "mysql://u@[::1]:9/d"}}"#)
    #expect(six.host == "::1" && six.port == 9)
  }

  @Test(arguments: [#"{"value": {"uri": "postgres://u:secret@h/d"}}"#, #"{"value": {"uri": "mysql://u:secret@h"}}"#, "nonsense secret"])
  func refusesOthersWithoutRepeatingThem(configuration: String) {
    #expect {
      try MySQLSettings(configuration: configuration)
    } throws: { error in
      let error = error as? ConnectorError
      return error?.family == .user && error?.message.contains("secret") == false
    }
  }
}
