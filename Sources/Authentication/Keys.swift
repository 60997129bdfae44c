import JWTKit

/// Keys that tokens are verified with.
package struct TokenKeys: Sendable {
  private let keys = JWTKeyCollection()

  package init() {}
}
