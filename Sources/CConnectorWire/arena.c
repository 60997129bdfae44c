#include "arena.h"

#include <stdint.h>
#include <stdlib.h>

typedef struct JoineryArenaBlock {
  struct JoineryArenaBlock *next;
  size_t capacity;
  size_t used;
  size_t padding; /* keeps the bytes 16-byte aligned */
  unsigned char bytes[];
} Block;

enum { FIRST_BLOCK = 4096 - sizeof(Block) };

static Block *add_block(JoineryArena *arena, size_t size) {
  size_t capacity = arena->blocks ? arena->blocks->capacity * 2 : FIRST_BLOCK;
  if (capacity < size) capacity = size;
  if (size > arena->limit || arena->total > arena->limit - size) return NULL;
  if (capacity > arena->limit - arena->total) capacity = size;
  Block *block = malloc(sizeof(Block) + capacity);
  if (!block) return NULL;
  *block = (Block){ arena->blocks, capacity, 0, 0 };
  arena->blocks = block;
  arena->total += capacity;
  return block;
}

void *joinery_arena_allocate(JoineryArena *arena, size_t size) {
  if (size > SIZE_MAX - 15) return NULL;
  size = (size + 15) & ~(size_t)15;
  Block *block = arena->blocks;
  if (!block || block->capacity - block->used < size) block = add_block(arena, size);
  if (!block) return NULL;
  void *result = block->bytes + block->used;
  block->used += size;
  return result;
}

static void *allocate(void *arena, size_t size) { return joinery_arena_allocate(arena, size); }

static void release(void *arena, void *pointer) {
  (void)arena;
  (void)pointer;
}

JoineryArena *joinery_arena_new(size_t limit) {
  JoineryArena *arena = malloc(sizeof *arena);
  if (!arena) abort();
  *arena = (JoineryArena){ { allocate, release, arena }, NULL, 0, limit };
  return arena;
}

static void free_blocks(Block *block) {
  while (block) {
    Block *next = block->next;
    free(block);
    block = next;
  }
}

/* A block of a huge message is not worth keeping. */
enum { LARGEST_KEPT = 1 << 20 };

void joinery_arena_reset(JoineryArena *arena) {
  Block *kept = arena->blocks;
  if (kept && kept->capacity <= LARGEST_KEPT) {
    free_blocks(kept->next);
    kept->next = NULL;
    kept->used = 0;
  } else {
    free_blocks(kept);
    kept = NULL;
  }
  arena->blocks = kept;
  arena->total = kept ? kept->capacity : 0;
}

void joinery_arena_free(JoineryArena *arena) {
  free_blocks(arena->blocks);
  free(arena);
}
