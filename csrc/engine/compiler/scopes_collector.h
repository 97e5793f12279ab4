/* scopes_collector.h -- what the walk over statements and that over expressions have in common. */
#ifndef PKHOST_COMPILER_SCOPES_COLLECTOR_H
#define PKHOST_COMPILER_SCOPES_COLLECTOR_H

#include "compiler/scopes_table.h"

#pragma GCC visibility push(hidden)

typedef struct collector {
    arena *arena;
    scope *current;
    underscored underscored;
    identifier class_cell; /* "__class__" */
    syntax_error *error;
    int protected; /* how many try and with statements of the function are around */
    bool pauses_protected;
} collector;

enum definition {
    DEFINE_USED,
    DEFINE_ASSIGNED,
    DEFINE_PARAMETER,
    DEFINE_IMPORTED,
    DEFINE_ANNOTATED,
    DEFINE_TARGET
};

bool collect_fail(collector *c, place p, const char *format, ...); /* false */
/* *name is made the one pointer for its text, as the class around mangles it. */
void collect_mangle(collector *c, identifier *name);
bool collect_name(collector *c, identifier *name, enum definition how, place p);
/* A new scope, which is the current one until collect_leave(). */
scope *collect_enter(collector *c, enum scope_kind kind, node *n, identifier name);
void collect_leave(collector *c);

#pragma GCC visibility pop

#endif
