/// Tokens made by another library, each with the key that it is checked with. Valid until the year 2100.
enum TokenVectors {
  struct Vector: Sendable, CustomStringConvertible {
    let algorithm: String
    let key: String
    let token: String

    var description: String { algorithm }
  }

  static let all: [Vector] = [
    Vector(
      algorithm: "HS256",
      key: "an-ascii-secret-of-at-least-sixty-four-bytes-so-that-every-digest-fits-it",
      token: "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIiwiZXhwIjo0MTAyNDQ0ODAwLCJodHRwczovL2hhc3VyYS5pby9qd3QvY2xha"
        + "W1zIjp7IngtaGFzdXJhLWFsbG93ZWQtcm9sZXMiOlsidXNlciIsImVkaXRvciJdLCJ4LWhhc3VyYS1kZWZhdWx0LXJvbGUiOiJ1c2VyIiwiWC1"
        + "IYXN1cmEtVXNlci1JZCI6IjQyIn19.UKpjAVGPbhEF75rYEMuVGZac_D-ahOQMis79xmlgrls"),
    Vector(
      algorithm: "HS384",
      key: "an-ascii-secret-of-at-least-sixty-four-bytes-so-that-every-digest-fits-it",
      token: "eyJhbGciOiJIUzM4NCIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIiwiZXhwIjo0MTAyNDQ0ODAwLCJodHRwczovL2hhc3VyYS5pby9qd3QvY2xha"
        + "W1zIjp7IngtaGFzdXJhLWFsbG93ZWQtcm9sZXMiOlsidXNlciIsImVkaXRvciJdLCJ4LWhhc3VyYS1kZWZhdWx0LXJvbGUiOiJ1c2VyIiwiWC1"
        + "IYXN1cmEtVXNlci1JZCI6IjQyIn19.skoc2tV2BmmqxGcCnI9kQ8h8I5Jn1PBDzQ-1jDlfqfNm0No4LgFlnH10y1fQN24C"),
    Vector(
      algorithm: "HS512",
      key: "an-ascii-secret-of-at-least-sixty-four-bytes-so-that-every-digest-fits-it",
      token: "eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIiwiZXhwIjo0MTAyNDQ0ODAwLCJodHRwczovL2hhc3VyYS5pby9qd3QvY2xha"
        + "W1zIjp7IngtaGFzdXJhLWFsbG93ZWQtcm9sZXMiOlsidXNlciIsImVkaXRvciJdLCJ4LWhhc3VyYS1kZWZhdWx0LXJvbGUiOiJ1c2VyIiwiWC1"
        + "IYXN1cmEtVXNlci1JZCI6IjQyIn19.uS4tkUxphS727Sj8hIGa67AbEAAYTsBibZmA_yuQQN-ASXHcRtw3pKBZHmuGz-22XWoS4AmiVM6i2k_g"
        + "QNbSvQ"),
    Vector(
      algorithm: "RS256",
      key: """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsvBXw3RYVUlC0YRpyJR4
        Yx3jyir33306LIEIJyxhjL2kxcLDc6ehrxBYaITUFWGmn8xFshIi7nvMLVNAACup
        k6OmKwWdrfzEiLMbm55pvkHhe7P1n5ot+enqbyPs+ydvl+0sDiEtTNdkNo893FwV
        9Aal+GvChH5PE1b2Lq9tUZ+pXJqDHtsyzJibkfPy0HCEGvGX/dcRGEsMpNpsH5He
        hN0Z9fz8XsLLCBA9bmuf/TeXBxFNqUUp3J14pbRM+Ndn52fPvicB6vKFyOb5Ck4d
        8OpsaABMdYQ7ao9OjGnHfk3H1mESVI1dp0ezMk1irtWHwxzmDdZwi+EeVYFvrkPK
        7wIDAQAB
        -----END PUBLIC KEY-----
        """,
      token: "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIiwiZXhwIjo0MTAyNDQ0ODAwLCJodHRwczovL2hhc3VyYS5pby9qd3QvY2xha"
        + "W1zIjp7IngtaGFzdXJhLWFsbG93ZWQtcm9sZXMiOlsidXNlciIsImVkaXRvciJdLCJ4LWhhc3VyYS1kZWZhdWx0LXJvbGUiOiJ1c2VyIiwiWC1"
        + "IYXN1cmEtVXNlci1JZCI6IjQyIn19.fGsn4i878EUeQjKd-mBRHCl2WG2ItMGo4t_xMNRX8oOLF85fNJsi6roAIuHMOvBa0TQGiRLmfWeeaB-s"
        + "CHWrobdGslu8BphxYRGVs1fAn1iQARBSnZTVPzakpN88hhG-xniZNdyrz7ITVtWSE-oEGRcNJZMKIbUqmBArxTcnyIAkfA44LPdAySGZkNm_Mr"
        + "DT4kTWXpPEa87DfkYaCo1NAaS_G5nys_m93HKVvVZlhI2gw-SmE6WfWTX1gmHYyQlO54txMI80IQhGcKNnBEqXgG3dmPJ385wyHuJPtwjr2kIh"
        + "09O2-J2PXSI1tO7JL8zu4JDn-nZAJaMXOBzvPdY1Og"),
    Vector(
      algorithm: "RS384",
      key: """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsvBXw3RYVUlC0YRpyJR4
        Yx3jyir33306LIEIJyxhjL2kxcLDc6ehrxBYaITUFWGmn8xFshIi7nvMLVNAACup
        k6OmKwWdrfzEiLMbm55pvkHhe7P1n5ot+enqbyPs+ydvl+0sDiEtTNdkNo893FwV
        9Aal+GvChH5PE1b2Lq9tUZ+pXJqDHtsyzJibkfPy0HCEGvGX/dcRGEsMpNpsH5He
        hN0Z9fz8XsLLCBA9bmuf/TeXBxFNqUUp3J14pbRM+Ndn52fPvicB6vKFyOb5Ck4d
        8OpsaABMdYQ7ao9OjGnHfk3H1mESVI1dp0ezMk1irtWHwxzmDdZwi+EeVYFvrkPK
        7wIDAQAB
        -----END PUBLIC KEY-----
        """,
      token: "eyJhbGciOiJSUzM4NCIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIiwiZXhwIjo0MTAyNDQ0ODAwLCJodHRwczovL2hhc3VyYS5pby9qd3QvY2xha"
        + "W1zIjp7IngtaGFzdXJhLWFsbG93ZWQtcm9sZXMiOlsidXNlciIsImVkaXRvciJdLCJ4LWhhc3VyYS1kZWZhdWx0LXJvbGUiOiJ1c2VyIiwiWC1"
        + "IYXN1cmEtVXNlci1JZCI6IjQyIn19.oJPraceDegb8aG4HMFRH96He2GYFsLeVnvzmQO-Nva6tGYAnCxe343UiSh3bGq_oSN0wHr2iKElo2KP7"
        + "goGi-jNjZQMaiIN4NbcCJPlOWRum4Mfih57I6AMi62Oc1CmG4gsc0gqDOIVm1Jr4kv1-ELQcCDVDJVoVmCJl_EGNq_OX2Rc7ZLHvB97KrmesLY"
        + "sUK5s6RHtkDRzmYCMaCnObwR6pkIauj1c9jnA-Xuir4OKm5G9848q5ZQxmoA-9JeFD--5MVNh8cOpIvlLovTha5Gbayyvox4x4w5xt7Njy6AxH"
        + "6rYI3vxQiei4SBRoiwKFW6-dPIKxmm2CJF4pkV29sw"),
    Vector(
      algorithm: "RS512",
      key: """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsvBXw3RYVUlC0YRpyJR4
        Yx3jyir33306LIEIJyxhjL2kxcLDc6ehrxBYaITUFWGmn8xFshIi7nvMLVNAACup
        k6OmKwWdrfzEiLMbm55pvkHhe7P1n5ot+enqbyPs+ydvl+0sDiEtTNdkNo893FwV
        9Aal+GvChH5PE1b2Lq9tUZ+pXJqDHtsyzJibkfPy0HCEGvGX/dcRGEsMpNpsH5He
        hN0Z9fz8XsLLCBA9bmuf/TeXBxFNqUUp3J14pbRM+Ndn52fPvicB6vKFyOb5Ck4d
        8OpsaABMdYQ7ao9OjGnHfk3H1mESVI1dp0ezMk1irtWHwxzmDdZwi+EeVYFvrkPK
        7wIDAQAB
        -----END PUBLIC KEY-----
        """,
      token: "eyJhbGciOiJSUzUxMiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIiwiZXhwIjo0MTAyNDQ0ODAwLCJodHRwczovL2hhc3VyYS5pby9qd3QvY2xha"
        + "W1zIjp7IngtaGFzdXJhLWFsbG93ZWQtcm9sZXMiOlsidXNlciIsImVkaXRvciJdLCJ4LWhhc3VyYS1kZWZhdWx0LXJvbGUiOiJ1c2VyIiwiWC1"
        + "IYXN1cmEtVXNlci1JZCI6IjQyIn19.LHVS1mCs5r8aDIPmP4JEHllZd67mbNuZN1mK4GFwc1zyqZm3W64CAMHPhOArVoBvnptcnNdBh0rCXlwn"
        + "XcRS1GYpS4s8XXPeZ6E-34e7G9LX37BaQOAu5Zj5BBbFAPn_rFpDFmg1cgkO0EVTUmQkZG_9VZ12UR9KZrkn18fTOJeIElPhyG6j1sRTHlq4xR"
        + "Mt6FmcGXGpBT8AAX3eGRBJfCKnfvAqnIL7LNNtXkbySeqc2_ai7qdyGypQADGSFf-qKwShabfsJwqKnapC8DfZV83F1rCXW_lPu2D0MKk_j1dH"
        + "TDGFoBoNu6uliqhw0RxA_K6Z56xN5qoMQclG3yU0Lw"),
    Vector(
      algorithm: "ES256",
      key: """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEchLiPccCPlN4am9MPzCzYBLheYeA
        dg4Oc2R061GgRKiPzozHROqrWifKwEUj/yPJrLOwYHk/5Gxd0F1ROvzqfA==
        -----END PUBLIC KEY-----
        """,
      token: "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIiwiZXhwIjo0MTAyNDQ0ODAwLCJodHRwczovL2hhc3VyYS5pby9qd3QvY2xha"
        + "W1zIjp7IngtaGFzdXJhLWFsbG93ZWQtcm9sZXMiOlsidXNlciIsImVkaXRvciJdLCJ4LWhhc3VyYS1kZWZhdWx0LXJvbGUiOiJ1c2VyIiwiWC1"
        + "IYXN1cmEtVXNlci1JZCI6IjQyIn19.zcxZhN8ELQKw2_jy4QSh23MBtKkvY347uWxZkBR99oqE3UKj0ZTqcZdIF77z_pdL6eNbok5-54cSP4bW"
        + "nIAyWA"),
    Vector(
      algorithm: "ES384",
      key: """
        -----BEGIN PUBLIC KEY-----
        MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEIGW70qQevkAFCC5wpjQhy1QHBqJc6pid
        5TOW6zqdlCcDa41UewpdBffb+NrCqybv6HSknKBPqq2gHCZCOeKG2gk4xGAsa4FO
        aE605frnhH5A3CNfyC27kXz+Sfl0XZwI
        -----END PUBLIC KEY-----
        """,
      token: "eyJhbGciOiJFUzM4NCIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIiwiZXhwIjo0MTAyNDQ0ODAwLCJodHRwczovL2hhc3VyYS5pby9qd3QvY2xha"
        + "W1zIjp7IngtaGFzdXJhLWFsbG93ZWQtcm9sZXMiOlsidXNlciIsImVkaXRvciJdLCJ4LWhhc3VyYS1kZWZhdWx0LXJvbGUiOiJ1c2VyIiwiWC1"
        + "IYXN1cmEtVXNlci1JZCI6IjQyIn19.2weH6oGoKoOf5sI8fkwnhw4SpD8__VwXis0UvzMPLvxFBIJz8xcFAsO8XlWFLuQor0WvbTSDSSF-9Dn6"
        + "JszoCOaCDKjiivnhFElWP-75FD_J5JP-7aEf4r1GiUvLO6rP"),
    Vector(
      algorithm: "ES512",
      key: """
        -----BEGIN PUBLIC KEY-----
        MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQAKve2W03HQogGEgEY2T4FgcbK08Gz
        cmiKk1UrRrfaRoY4hIgGpHsnV0h/DUPUDDUDG4/YXvag+vF93JO1o41J144BX62M
        JCdRJXoifQy1/iXFijfpeMOkh5A1BARCnUqvlAmvvkN7f8nzXDd6G2D0nVTGvycC
        iT5EQ645eQx4h2u6v1E=
        -----END PUBLIC KEY-----
        """,
      token: "eyJhbGciOiJFUzUxMiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIiwiZXhwIjo0MTAyNDQ0ODAwLCJodHRwczovL2hhc3VyYS5pby9qd3QvY2xha"
        + "W1zIjp7IngtaGFzdXJhLWFsbG93ZWQtcm9sZXMiOlsidXNlciIsImVkaXRvciJdLCJ4LWhhc3VyYS1kZWZhdWx0LXJvbGUiOiJ1c2VyIiwiWC1"
        + "IYXN1cmEtVXNlci1JZCI6IjQyIn19.APuG6h7oojFgT_zcZ0srw7BLOvbM2cC1vqx9iKbXK0Ix5JxH9ZXGM8MosUc-wHqNoCd2p_BVdZ6PY1n3"
        + "-wDlO8A1AG5KySCwDGfoVMUDOiLHp8tZGcSndV4wgY8id1tYapR02x786EO1uDRyX9ss4H__geYhgVH6sYTZ4DKGr46mXKgW"),
    Vector(
      algorithm: "Ed25519",
      key: """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEAYtfN+kH3o+mhnlJ4M/4keI3LFCACf3Ol6VdraMVKGdQ=
        -----END PUBLIC KEY-----
        """,
      token: "eyJhbGciOiJFZERTQSIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIiwiZXhwIjo0MTAyNDQ0ODAwLCJodHRwczovL2hhc3VyYS5pby9qd3QvY2xha"
        + "W1zIjp7IngtaGFzdXJhLWFsbG93ZWQtcm9sZXMiOlsidXNlciIsImVkaXRvciJdLCJ4LWhhc3VyYS1kZWZhdWx0LXJvbGUiOiJ1c2VyIiwiWC1"
        + "IYXN1cmEtVXNlci1JZCI6IjQyIn19.9j06eo1T_2wKHAFXqb_T-HIrfejSBMWz7_tr2WCgcFzfDhi8EfsK0ydf9-YVtVBU0nJJ5TSeGdr2T5d7"
        + "arK9AA"),
  ]

  /// Signed by HS256 with the text of the RSA public key as the secret.
  static let confused =
    "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJzdWIiOiAiMSIsICJleHAiOiA0MTAyNDQ0ODAwLCAiaHR0cHM6Ly9oYXN1cmEuaW8va"
    + "nd0L2NsYWltcyI6IHsieC1oYXN1cmEtYWxsb3dlZC1yb2xlcyI6IFsidXNlciIsICJlZGl0b3IiXSwgIngtaGFzdXJhLWRlZmF1bHQtcm9sZSI"
    + "6ICJ1c2VyIiwgIlgtSGFzdXJhLVVzZXItSWQiOiAiNDIifX0.LP3u89-pIJs24GmkdTlh7_n38Bxz8im1E9tdjJdQX4Y"

  /// Not signed at all (`alg` is `none`).
  static let unsigned =
    "eyJhbGciOiAibm9uZSIsICJ0eXAiOiAiSldUIn0.eyJzdWIiOiAiMSIsICJleHAiOiA0MTAyNDQ0ODAwLCAiaHR0cHM6Ly9oYXN1cmEuaW8van"
    + "d0L2NsYWltcyI6IHsieC1oYXN1cmEtYWxsb3dlZC1yb2xlcyI6IFsidXNlciIsICJlZGl0b3IiXSwgIngtaGFzdXJhLWRlZmF1bHQtcm9sZSI6"
    + "ICJ1c2VyIiwgIlgtSGFzdXJhLVVzZXItSWQiOiAiNDIifX0."
}
