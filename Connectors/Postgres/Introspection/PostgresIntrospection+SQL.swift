extension PostgresIntrospection {
  /// oid, schema, name, kind, comment, what can be written.
  static func tablesSQL(named: Bool) -> String {
    let condition =
      named
      ? "(n.nspname, c.relname) IN (SELECT * FROM unnest($1::text[], $2::text[]))"
      : "n.nspname NOT IN ('pg_catalog', 'information_schema', 'hdb_catalog') AND n.nspname !~ '^pg_(toast|temp)'"
    return """
      SELECT c.oid, n.nspname, c.relname, c.relkind, obj_description(c.oid, 'pg_class'),
        CASE WHEN c.relkind = 'm' THEN 0 ELSE pg_relation_is_updatable(c.oid, true) END
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND \(condition)
      ORDER BY n.nspname, c.relname
      """
  }

  /// oid, name, kind, base type, element type, category, name in a cast, types of the fields, comparison operators, whether values have an
  /// order of their own, aggregates that are not the system's own; of all types that the tables' columns need. Lists are divided by blanks.
  ///
  /// Operators are those that the server would find for two values of the type: the type's, or those of a type that its values are taken
  /// for, in a schema of the search path. An order, which `ORDER BY` and `DISTINCT` need, is a default operator class for B-trees.
  static let typesSQL = typesSQL(
    of: "SELECT DISTINCT atttypid FROM pg_attribute WHERE attrelid = ANY($1::oid[]) AND attnum > 0 AND NOT attisdropped")

  /// The same of types that are listed themselves.
  static let listedTypesSQL = typesSQL(of: "SELECT unnest($1::oid[])")

  private static func typesSQL(of start: String) -> String {
    """
    WITH RECURSIVE used(type) AS (
      \(start)
      UNION
      SELECT part.type
      FROM used JOIN pg_type t ON t.oid = used.type CROSS JOIN LATERAL (
        SELECT t.typbasetype WHERE t.typtype = 'd'
        UNION ALL SELECT t.typelem WHERE t.typcategory = 'A' AND t.typelem <> 0
        UNION ALL SELECT a.atttypid FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
      ) part(type)
    )
    SELECT t.oid, t.typname, t.typtype, t.typbasetype, t.typelem, t.typcategory, format_type(t.oid, NULL),
      (SELECT string_agg(a.atttypid::text, ' ') FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped),
      (SELECT string_agg(DISTINCT o.oprname, ' ') FROM pg_operator o
        WHERE o.oprname IN ('=', '<>', '<', '>', '<=', '>=') AND o.oprleft = ANY(taken.types) AND o.oprright = o.oprleft
          AND o.oprresult = 'boolean'::regtype AND pg_operator_is_visible(o.oid)),
      EXISTS (SELECT FROM pg_opclass o JOIN pg_am m ON m.oid = o.opcmethod
        WHERE m.amname = 'btree' AND o.opcdefault AND o.opcintype = ANY(taken.types)),
      (SELECT string_agg(DISTINCT p.proname, ' ') FROM pg_proc p
        WHERE p.proname IN ('max', 'min') AND p.prokind = 'a' AND p.pronargs = 1 AND p.proargtypes[0] = t.oid AND p.prorettype = t.oid
          AND p.pronamespace <> 'pg_catalog'::regnamespace AND pg_function_is_visible(p.oid))
    FROM used JOIN pg_type t ON t.oid = used.type CROSS JOIN LATERAL (
      SELECT t.oid || ARRAY(
        SELECT c.casttarget FROM pg_cast c WHERE c.castsource = t.oid AND c.castmethod = 'b' AND c.castcontext = 'i')
    ) taken(types)
    """
  }

  /// table, name, type, printed type, not null, default, identity, generated, comment, collation if it is not bytewise,
  /// number.
  static let columnsSQL = """
    SELECT a.attrelid, a.attname, a.atttypid, format_type(a.atttypid, a.atttypmod), a.attnotnull OR t.typnotnull, a.atthasdef,
      a.attidentity, a.attgenerated, col_description(a.attrelid, a.attnum),
      CASE WHEN co.collisdeterministic THEN NULL ELSE co.collname END, a.attnum
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_collation co ON co.oid = a.attcollation
    WHERE a.attrelid = ANY($1::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY a.attrelid, a.attnum
    """

  /// table, name, kind, columns, referenced schema, table and columns; lists as JSON.
  static let constraintsSQL = """
    SELECT con.conrelid, con.conname, con.contype,
      (SELECT json_agg(a.attname ORDER BY k.n) FROM unnest(con.conkey) WITH ORDINALITY k(number, n)
        JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.number),
      n.nspname, c.relname,
      (SELECT json_agg(a.attname ORDER BY k.n) FROM unnest(con.confkey) WITH ORDINALITY k(number, n)
        JOIN pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k.number)
    FROM pg_constraint con
      LEFT JOIN pg_class c ON c.oid = con.confrelid LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE con.conrelid = ANY($1::oid[]) AND con.contype IN ('p', 'u', 'f')
    ORDER BY con.conrelid, con.conname
    """
}
