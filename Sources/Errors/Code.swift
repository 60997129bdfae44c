extension EngineError {
  /// The machine-readable kind of an error: Hasura's `Code`, which clients compare as text.
  ///
  /// A structure and not an enumeration because connectors bring codes of their own (`<kind>-error`).
  package struct Code: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
  }
}

extension EngineError.Code {
  package static let accessDenied = Self(rawValue: "access-denied")
  package static let alreadyExists = Self(rawValue: "already-exists")
  package static let alreadyTracked = Self(rawValue: "already-tracked")
  package static let alreadyUntracked = Self(rawValue: "already-untracked")
  package static let badRequest = Self(rawValue: "bad-request")
  package static let busy = Self(rawValue: "busy")
  package static let coercionError = Self(rawValue: "coercion-error")
  package static let concurrentUpdate = Self(rawValue: "concurrent-update")
  package static let conflict = Self(rawValue: "conflict")
  package static let connectionNotEstablished = Self(rawValue: "connection-not-established")
  package static let constraintError = Self(rawValue: "constraint-error")
  package static let constraintViolation = Self(rawValue: "constraint-violation")
  package static let cyclicDependency = Self(rawValue: "cyclic-dependency")
  package static let dataConnectorError = Self(rawValue: "data-connector-error")
  package static let dataException = Self(rawValue: "data-exception")
  package static let dependencyError = Self(rawValue: "dependency-error")
  package static let invalidConfiguration = Self(rawValue: "invalid-configuration")
  package static let invalidHeaders = Self(rawValue: "invalid-headers")
  package static let invalidJSON = Self(rawValue: "invalid-json")
  package static let invalidParams = Self(rawValue: "invalid-params")
  package static let jwtInvalid = Self(rawValue: "invalid-jwt")
  package static let jwtInvalidClaims = Self(rawValue: "jwt-invalid-claims")
  package static let jwtRoleClaimMissing = Self(rawValue: "jwt-missing-role-claims")
  package static let methodNotAllowed = Self(rawValue: "method-not-allowed")
  package static let metadataWarnings = Self(rawValue: "metadata-warnings")
  package static let notExists = Self(rawValue: "not-exists")
  package static let notFound = Self(rawValue: "not-found")
  package static let notSupported = Self(rawValue: "not-supported")
  package static let parseFailed = Self(rawValue: "parse-failed")
  package static let permissionDenied = Self(rawValue: "permission-denied")
  package static let permissionError = Self(rawValue: "permission-error")
  package static let remoteSchemaConflicts = Self(rawValue: "remote-schema-conflicts")
  package static let remoteSchemaError = Self(rawValue: "remote-schema-error")
  package static let startFailed = Self(rawValue: "start-failed")
  package static let templateResolutionFailed = Self(rawValue: "template-resolution-failed")
  package static let timeout = Self(rawValue: "timeout")
  package static let unexpected = Self(rawValue: "unexpected")
  package static let unexpectedPayload = Self(rawValue: "unexpected-payload")
  package static let validationFailed = Self(rawValue: "validation-failed")

  /// Every code that is fixed at build time, for the page that lists them.
  package static let all: [Self] = [
    accessDenied, alreadyExists, alreadyTracked, alreadyUntracked, badRequest, busy, coercionError, concurrentUpdate, conflict,
    connectionNotEstablished, constraintError, constraintViolation, cyclicDependency, dataConnectorError, dataException,
    dependencyError, invalidConfiguration, invalidHeaders, invalidJSON, invalidParams, jwtInvalid, jwtInvalidClaims,
    jwtRoleClaimMissing, methodNotAllowed, metadataWarnings, notExists, notFound, notSupported, parseFailed, permissionDenied,
    permissionError, remoteSchemaConflicts, remoteSchemaError, startFailed, templateResolutionFailed, timeout, unexpected,
    unexpectedPayload, validationFailed,
  ]

  /// The HTTP status that Hasura's metadata API answers this code with (`err401`, `err404`, `err409`, `err500` in its Error.hs).
  ///
  /// Errors of a GraphQL request answer 200 whatever their code.
  package var httpStatus: Int {
    switch self {
    case .accessDenied: 401
    case .notFound: 404
    case .methodNotAllowed: 405
    case .conflict: 409
    case .unexpected, .connectionNotEstablished: 500
    default: 400
    }
  }
}
