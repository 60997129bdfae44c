#ifndef JOINERY_ARENA_H
#define JOINERY_ARENA_H

#include <protobuf-c/protobuf-c.h>
#include <stddef.h>

/* Memory of one message tree: handed out by moving a pointer, given back all at once. */
typedef struct JoineryArena {
  ProtobufCAllocator allocator; /* for the unpack functions; refers to this arena */
  struct JoineryArenaBlock *blocks;
  size_t total; /* bytes of all blocks */
  size_t limit; /* allocations that would go beyond it fail with NULL */
} JoineryArena;

JoineryArena *joinery_arena_new(size_t limit);
/* 16-byte aligned; NULL beyond the limit or without memory. */
void *joinery_arena_allocate(JoineryArena *arena, size_t size);
/* Makes everything that was handed out invalid; keeps one block. */
void joinery_arena_reset(JoineryArena *arena);
void joinery_arena_free(JoineryArena *arena);

#endif
