/* compiler.h -- ordinary Python, compiled to PocketPy's bytecode.
 *
 * In a VM of dialect "python" (memory/dialect.h) every source goes through here: scripts,
 * modules, exec(), eval(), compile(), and the library in Python.  PocketPy's own compiler is
 * not used there.  The stages; the files of each begin with its name (tokens_, parse_,
 * scopes_, generate_, emit_):
 *
 *     source     bytes, UTF-8
 *     tokens     tokens.h     as CPython's tokenizer has them, f-strings as in 3.12
 *     tree       tree.h       the nodes and fields of CPython's Python.asdl
 *                parser.h     a recursive descent, a function for each rule of CPython's grammar
 *     scopes     scopes.h     which name is local, global, a cell or free, in each scope
 *     code       generate.h   a node to bytecodes, through
 *                emit.h       the code that is being made: constants, names, labels, lines
 *
 * check.h takes tree and scopes for `pkhost check`, choice.c says which sources come here.
 * All of it lies in an arena (arena.h) in the VM's region, so a source that is too large meets
 * the memory limit, and is gone when the compilation ends, however it ends.
 *
 * Hostile sources: each stage bounds its own depth (COMPILER_DEPTH) and says so in a
 * SyntaxError.  What PocketPy's bytecode cannot say in one piece (more than 64 local
 * variables, more than 255 arguments, displays of any size, jumps beyond 15 bits) is said in
 * several.
 *
 * The result depends on the source alone: not on the host's Python, nor on addresses.
 */
#ifndef PKHOST_COMPILER_COMPILER_H
#define PKHOST_COMPILER_COMPILER_H

#include "base/pocketpy.h"
#include "compiler/source.h"

#pragma GCC visibility push(hidden)

/* Compiles `source` (its mode is source->mode) into `code`, which is constructed here.
 * False: *error says why, and `code` is nothing that needs a destructor. */
bool compile_python(SourceData_ source, CodeObject *code, syntax_error *error);

#pragma GCC visibility pop

#endif
