/* assumptions.h -- what the engine takes for granted of PocketPy's inner structs and numbers.
 *
 * The engine reads and writes structs that PocketPy does not promise to anybody.  Each
 * member that it touches stands here with its place and its type, and so do numbers
 * that our code repeats.  A PocketPy of another shape ends the build at the line below
 * that names what has changed.
 *
 * The compiler would put up with most such changes by itself, as it has PocketPy's
 * headers.  The point is that somebody looks: docs/pocketpy-assumptions.md says, for
 * each of these lines and for what no line can say, where PocketPy has it, what of ours
 * relies on it, and which test notices.  Only then is the number here corrected.  In
 * what the supported versions differ is in base/versions.h, and only there.
 *
 * What a compiler cannot see (structs that no header has, what a bytecode's argument
 * means, options that PocketPy was built with) is tried out once in a process for each
 * dialect, when its first VM is made: see interpose/trial.h.  If it is not as expected no
 * VM is made, and the host gets an EngineError that names it.
 *
 * Included by assumptions.c alone.
 */
#ifndef PKHOST_ASSUMPTIONS_H
#define PKHOST_ASSUMPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/pocketpy.h"

#include "pocketpy/common/sstream.h"
#include "pocketpy/compiler/lexer.h"
#include "pocketpy/interpreter/array2d.h"
#include "pocketpy/interpreter/generator.h"
#include "pocketpy/interpreter/objectpool.h"
#include "pocketpy/interpreter/types.h"
#include "pocketpy/interpreter/vm.h"
#include "pocketpy/objects/codeobject.h"
#include "pocketpy/objects/error.h"
#include "pocketpy/objects/exception.h"

#define SEE_ASSUMPTIONS ": see docs/pocketpy-assumptions.md"
/* A member lies so many bytes from the beginning, and is of this type. */
#define ASSUME_MEMBER(struct_, member, offset, ...)                                           \
    _Static_assert(                                                                           \
        offsetof(struct_, member) == (offset)                                                 \
            && __builtin_types_compatible_p(__typeof__(((struct_ *)0)->member), __VA_ARGS__), \
        "PocketPy's " #struct_ "." #member " has changed" SEE_ASSUMPTIONS)
/* A struct has so many bytes: no member came or went, at the end either. */
#define ASSUME_SIZE(struct_, size)                                           \
    _Static_assert(sizeof(struct_) == (size), "PocketPy's " #struct_ " has " \
                                              "changed" SEE_ASSUMPTIONS)
/* A constant has this value. */
#define ASSUME_VALUE(constant, value)                           \
    _Static_assert((long long)(constant) == (long long)(value), \
                   "PocketPy's " #constant " has changed" SEE_ASSUMPTIONS)

/* ------------------------------------------------------ Values and objects */

/* Everywhere: what a value is, and where what it points to begins. */

ASSUME_MEMBER(py_TValue, type, 0, py_Type);
ASSUME_MEMBER(py_TValue, is_ptr, 2, bool);
ASSUME_MEMBER(py_TValue, extra, 4, int);
ASSUME_MEMBER(py_TValue, _bool, 8, bool);
ASSUME_MEMBER(py_TValue, _cfunc, 8, py_CFunction);
ASSUME_MEMBER(py_TValue, _f64, 8, double);
ASSUME_MEMBER(py_TValue, _i64, 8, py_i64);
ASSUME_MEMBER(py_TValue, _obj, 8, PyObject *);
ASSUME_MEMBER(py_TValue, _ptr, 8, void *);
ASSUME_SIZE(py_TValue, 24);

ASSUME_MEMBER(PyObject, type, 0, py_Type);
ASSUME_MEMBER(PyObject, gc_marked, 3, pocketpy_gc_marked);
ASSUME_MEMBER(PyObject, slots, 4, int);
ASSUME_MEMBER(PyObject, flex, 8, char[]);
ASSUME_SIZE(PyObject, 8);

ASSUME_MEMBER(c11_sv, data, 0, const char *);
ASSUME_MEMBER(c11_sv, size, 8, int);
ASSUME_SIZE(c11_sv, 16);

ASSUME_MEMBER(c11_string, size, 0, int);
ASSUME_MEMBER(c11_string, data, 4, char[]);
ASSUME_SIZE(c11_string, 4);

ASSUME_MEMBER(c11_vector, data, 0, void *);
ASSUME_MEMBER(c11_vector, length, 8, int);
ASSUME_MEMBER(c11_vector, capacity, 12, int);
ASSUME_MEMBER(c11_vector, elem_size, 16, int);
ASSUME_SIZE(c11_vector, 24);

ASSUME_MEMBER(RefCounted, count, 0, int);
ASSUME_MEMBER(RefCounted, dtor, 8, void (*)(void *));
ASSUME_SIZE(RefCounted, 16);

ASSUME_MEMBER(c11_sbuf, data, 0, c11_vector);
ASSUME_SIZE(c11_sbuf, 24);

ASSUME_MEMBER(NameDict, length, 0, int);
ASSUME_MEMBER(NameDict, capacity, 8, int);
ASSUME_MEMBER(NameDict, mask, 16, uintptr_t);
ASSUME_MEMBER(NameDict, items, 24, NameDict_KV *);
ASSUME_MEMBER(NameDict, load_factor, 4, float);
ASSUME_SIZE(NameDict, 32);

ASSUME_MEMBER(NameDict_KV, key, 0, py_Name);
ASSUME_MEMBER(NameDict_KV, value, 8, py_TValue);
ASSUME_SIZE(NameDict_KV, 32);

/* ------------------------------------------------------------------ The VM */

/* memory/region.c places it and moves the end of its stack; interpose/frames.c pushes and pops its
 * frames; what rests in its registers is in
 * enum { VALUE_REGISTER … }, and registers beyond those that PocketPy uses are taken for it. */

ASSUME_MEMBER(VM, top_frame, 0, py_Frame *);
ASSUME_MEMBER(VM, modules, 8, BinTree);
ASSUME_MEMBER(VM, types, 64, c11_vector);
ASSUME_MEMBER(VM, builtins, 88, py_GlobalRef);
ASSUME_MEMBER(VM, main, 96, py_GlobalRef);
ASSUME_MEMBER(VM, callbacks, 104, py_Callbacks);
ASSUME_MEMBER(VM, last_retval, 160, py_TValue);
ASSUME_MEMBER(VM, unhandled_exc, 184, py_TValue);
ASSUME_MEMBER(VM, recursion_depth, 208, int);
ASSUME_MEMBER(VM, max_recursion_depth, 212, int);
ASSUME_MEMBER(VM, reg, 216, py_TValue[14]);
ASSUME_MEMBER(VM, curr_class, 131680, py_StackRef);
ASSUME_MEMBER(VM, curr_function, 131688, py_StackRef);
ASSUME_MEMBER(VM, trace_info, 131696, TraceInfo);
ASSUME_MEMBER(VM, heap, 133368, ManagedHeap);
ASSUME_MEMBER(VM, stack, 133632, ValueStack);
ASSUME_MEMBER(VM, vectorcall_buffer, 131784, py_TValue[PK_MAX_CO_VARNAMES]);
ASSUME_VALUE(sizeof(VM), offsetof(VM, stack) + sizeof(ValueStack)); /* the last member */

ASSUME_MEMBER(ValueStack, sp, 0, py_TValue *);
ASSUME_MEMBER(ValueStack, end, 8, py_TValue *);
ASSUME_MEMBER(ValueStack, begin, 16, py_TValue[PK_VM_STACK_SIZE + PK_MAX_CO_VARNAMES]);
ASSUME_VALUE(sizeof(ValueStack), offsetof(ValueStack, begin) + sizeof(((ValueStack *)0)->begin));

ASSUME_MEMBER(py_Frame, f_back, 0, struct py_Frame *);
ASSUME_MEMBER(py_Frame, co, 8, const CodeObject *);
ASSUME_MEMBER(py_Frame, p0, 16, py_StackRef);
ASSUME_MEMBER(py_Frame, module, 24, py_GlobalRef);
ASSUME_MEMBER(py_Frame, globals, 32, py_Ref);
ASSUME_MEMBER(py_Frame, locals, 40, py_Ref);
ASSUME_MEMBER(py_Frame, is_locals_special, 48, bool);
ASSUME_MEMBER(py_Frame, ip, 52, int);
ASSUME_MEMBER(py_Frame, exc_stack, 56, c11_vector);
ASSUME_SIZE(py_Frame, 80);

ASSUME_MEMBER(FrameExcInfo, iblock, 0, int);
ASSUME_MEMBER(FrameExcInfo, exc, 8, py_TValue);
ASSUME_SIZE(FrameExcInfo, 32);

ASSUME_MEMBER(TraceInfo, prev_loc, 0, SourceLocation);
ASSUME_MEMBER(TraceInfo, func, 16, py_TraceFunc);
ASSUME_SIZE(TraceInfo, 24);

ASSUME_MEMBER(SourceLocation, src, 0, SourceData_);
ASSUME_MEMBER(SourceLocation, lineno, 8, int);
ASSUME_SIZE(SourceLocation, 16);

ASSUME_MEMBER(struct SourceData, rc, 0, RefCounted);
ASSUME_MEMBER(struct SourceData, filename, 24, c11_string *);
ASSUME_MEMBER(struct SourceData, source, 32, c11_string *);
ASSUME_MEMBER(struct SourceData, is_dynamic, 20, bool);
ASSUME_MEMBER(struct SourceData, line_starts, 40, c11_vector);
ASSUME_MEMBER(struct SourceData, mode, 16, enum py_CompileMode);
ASSUME_SIZE(struct SourceData, 64);

ASSUME_MEMBER(py_Callbacks, importfile, 0, char *(*)(const char *, int *));
ASSUME_MEMBER(py_Callbacks, print, 16, void (*)(const char *));
ASSUME_MEMBER(py_Callbacks, flush, 24, void (*)(void));
ASSUME_MEMBER(py_Callbacks, getchr, 32, int (*)(void));
ASSUME_MEMBER(py_Callbacks, gc_mark, 40, void (*)(void (*)(py_Ref, void *), void *));
ASSUME_MEMBER(py_Callbacks, displayhook, 48, bool (*)(py_Ref));
ASSUME_SIZE(py_Callbacks, 56);

ASSUME_MEMBER(py_ModuleInfo, package, 0, c11_string *);
ASSUME_MEMBER(py_ModuleInfo, path, 8, c11_string *);
ASSUME_MEMBER(py_ModuleInfo, self, 16, py_GlobalRef);
ASSUME_SIZE(py_ModuleInfo, 24);

ASSUME_MEMBER(BinTree, key, 0, void *);
ASSUME_MEMBER(BinTree, value, 8, py_TValue);
ASSUME_MEMBER(BinTree, config, 32, const BinTreeConfig *);
ASSUME_MEMBER(BinTree, left, 40, struct BinTree *);
ASSUME_MEMBER(BinTree, right, 48, struct BinTree *);
ASSUME_SIZE(BinTree, 56);

/* ----------------------------------------------------- Types and functions */

/* interpose/natives.c, interpose/guards.c and interpose/enums.c. */

ASSUME_MEMBER(TypePointer, ti, 0, py_TypeInfo *);
ASSUME_SIZE(TypePointer, 16);

ASSUME_MEMBER(py_TypeInfo, index, 8, py_Type);
ASSUME_MEMBER(py_TypeInfo, base_ti, 16, struct py_TypeInfo *);
ASSUME_MEMBER(py_TypeInfo, self, 24, py_TValue);
ASSUME_MEMBER(py_TypeInfo, is_final, 57, bool);
ASSUME_MEMBER(py_TypeInfo, on_end_subclass, 128, void (*)(struct py_TypeInfo *));
ASSUME_MEMBER(py_TypeInfo, annotations, 96, py_TValue);
ASSUME_MEMBER(py_TypeInfo, base, 10, py_Type);
ASSUME_MEMBER(py_TypeInfo, delattribute, 80, bool (*)(py_Ref, py_Name));
ASSUME_MEMBER(py_TypeInfo, dtor, 120, py_Dtor);
ASSUME_MEMBER(py_TypeInfo, getattribute, 64, bool (*)(py_Ref, py_Name));
ASSUME_MEMBER(py_TypeInfo, is_python, 56, bool);
ASSUME_MEMBER(py_TypeInfo, module, 48, py_GlobalRef);
ASSUME_MEMBER(py_TypeInfo, name, 0, py_Name);
ASSUME_MEMBER(py_TypeInfo, setattribute, 72, bool (*)(py_Ref, py_Name, py_Ref));
ASSUME_SIZE(py_TypeInfo, 136);

ASSUME_MEMBER(Function, decl, 0, FuncDecl_);
ASSUME_MEMBER(Function, cfunc, 56, py_CFunction);
ASSUME_MEMBER(Function, globals, 16, py_TValue);
ASSUME_MEMBER(Function, module, 8, py_GlobalRef);
ASSUME_SIZE(Function, 64);

ASSUME_MEMBER(FuncDecl, code, 16, CodeObject);
ASSUME_MEMBER(FuncDecl, args, 264, c11_vector);
ASSUME_MEMBER(FuncDecl, kwargs, 288, c11_vector);
ASSUME_MEMBER(FuncDecl, docstring, 328, char *);
ASSUME_MEMBER(FuncDecl, kw_to_index, 344, c11_smallmap_n2d);
ASSUME_MEMBER(FuncDecl, nested, 320, bool);
ASSUME_MEMBER(FuncDecl, rc, 0, RefCounted);
ASSUME_MEMBER(FuncDecl, starred_arg, 312, int);
ASSUME_MEMBER(FuncDecl, starred_kwarg, 316, int);
ASSUME_MEMBER(FuncDecl, type, 336, FuncType);
ASSUME_SIZE(FuncDecl, 368);

ASSUME_MEMBER(FuncDeclKwArg, index, 0, int);
ASSUME_MEMBER(FuncDeclKwArg, key, 8, py_Name);
ASSUME_MEMBER(FuncDeclKwArg, value, 16, py_TValue);
ASSUME_SIZE(FuncDeclKwArg, 40);

ASSUME_MEMBER(c11_bytes, data, 4, unsigned char[]);
ASSUME_MEMBER(c11_bytes, size, 0, int);
ASSUME_SIZE(c11_bytes, 4);

ASSUME_MEMBER(Generator, frame, 0, py_Frame *);
ASSUME_MEMBER(Generator, state, 8, int);
ASSUME_SIZE(Generator, 16);

/* ---------------------------------------------------------------- The heap */

/* interpose/garbage.c walks over all objects. */

ASSUME_MEMBER(ManagedHeap, small_objects, 0, MultiPool);
ASSUME_MEMBER(ManagedHeap, large_objects, 160, c11_vector);
ASSUME_MEMBER(ManagedHeap, gc_roots, 184, c11_vector);
ASSUME_MEMBER(ManagedHeap, gc_enabled, 236, bool);
ASSUME_SIZE(ManagedHeap, 264);

ASSUME_MEMBER(ManagedHeapSwpetInfo, types_length, 24, int);
ASSUME_SIZE(ManagedHeapSwpetInfo, 80);

ASSUME_MEMBER(MultiPool, pools, 0, Pool[kMultiPoolCount]);
ASSUME_SIZE(MultiPool, 160);

ASSUME_MEMBER(Pool, arenas, 0, c11_vector);
ASSUME_SIZE(Pool, 32);

ASSUME_MEMBER(PoolArena, block_size, 0, int);
ASSUME_MEMBER(PoolArena, block_count, 4, int);
ASSUME_MEMBER(PoolArena, data, 16, char[kPoolArenaSize]);
ASSUME_VALUE(offsetof(PoolArena, unused), offsetof(PoolArena, data) + kPoolArenaSize);

/* -------------------------------------------------------------- Exceptions */

/* language/raise.c, interpose/syntax.c, run/outcome.c. */

ASSUME_MEMBER(BaseException, args, 0, py_TValue);
ASSUME_MEMBER(BaseException, inner_exc, 24, py_TValue);
ASSUME_MEMBER(BaseException, stacktrace, 48, c11_vector);
ASSUME_SIZE(BaseException, 72);

ASSUME_MEMBER(BaseExceptionFrame, src, 0, SourceData_);
ASSUME_MEMBER(BaseExceptionFrame, lineno, 8, int);
ASSUME_MEMBER(BaseExceptionFrame, name, 16, c11_string *);
ASSUME_MEMBER(BaseExceptionFrame, locals, 24, py_TValue);
ASSUME_MEMBER(BaseExceptionFrame, globals, 48, py_TValue);
ASSUME_SIZE(BaseExceptionFrame, 72);

ASSUME_MEMBER(Error, src, 0, SourceData_);
ASSUME_MEMBER(Error, lineno, 8, int);
ASSUME_MEMBER(Error, msg, 12, char[512]);
ASSUME_SIZE(Error, 528);

/* -------------------------------------------------------------------- Code */

/* interpose/bytecode.c goes through it, interpose/calls.c looks at the bytecode that runs. */

ASSUME_MEMBER(CodeObject, src, 0, SourceData_);
ASSUME_MEMBER(CodeObject, name, 8, c11_string *);
ASSUME_MEMBER(CodeObject, codes, 16, c11_vector);
ASSUME_MEMBER(CodeObject, codes_ex, 40, c11_vector);
ASSUME_MEMBER(CodeObject, varnames, 88, c11_vector);
ASSUME_MEMBER(CodeObject, names, 112, c11_vector);
ASSUME_MEMBER(CodeObject, blocks, 192, c11_vector);
ASSUME_MEMBER(CodeObject, func_decls, 216, c11_vector);
ASSUME_MEMBER(CodeObject, start_line, 240, int);
ASSUME_MEMBER(CodeObject, consts, 64, c11_vector);
ASSUME_MEMBER(CodeObject, end_line, 244, int);
ASSUME_MEMBER(CodeObject, names_inv, 168, c11_smallmap_n2d);
ASSUME_MEMBER(CodeObject, nlocals, 136, int);
ASSUME_MEMBER(CodeObject, varnames_inv, 144, c11_smallmap_n2d);
ASSUME_SIZE(CodeObject, 248);

ASSUME_MEMBER(CodeBlock, type, 0, int32_t);
ASSUME_MEMBER(CodeBlock, parent, 4, int32_t);
ASSUME_MEMBER(CodeBlock, start, 8, int32_t);
ASSUME_MEMBER(CodeBlock, end, 12, int32_t);
ASSUME_MEMBER(CodeBlock, end2, 16, int32_t);
ASSUME_SIZE(CodeBlock, 20);

ASSUME_MEMBER(Bytecode, op, 0, uint16_t);
ASSUME_MEMBER(Bytecode, arg, 2, uint16_t);
ASSUME_SIZE(Bytecode, 4);

ASSUME_MEMBER(BytecodeEx, lineno, 0, int32_t);
ASSUME_MEMBER(BytecodeEx, iblock, 4, int32_t);
ASSUME_SIZE(BytecodeEx, 8);

ASSUME_MEMBER(Token, type, 0, TokenIndex);
ASSUME_MEMBER(Token, start, 8, const char *);
ASSUME_MEMBER(Token, length, 16, int);
ASSUME_MEMBER(Token, line, 20, int);
ASSUME_SIZE(Token, 48);

/* ------------------------------------------------- Objects of single types */

/* interpose/dicts.c, interpose/arrays.c, interpose/fileio.c, interpose/operands.c. */

ASSUME_MEMBER(Dict, entries, 24, c11_vector);
ASSUME_MEMBER(Dict, length, 0, int);
ASSUME_SIZE(Dict, 48);

ASSUME_MEMBER(DictEntry, key, 8, py_TValue);
ASSUME_MEMBER(DictEntry, val, 32, py_TValue);
ASSUME_SIZE(DictEntry, 56);

ASSUME_MEMBER(c11_array2d_like, n_cols, 0, int);
ASSUME_MEMBER(c11_array2d_like, n_rows, 4, int);
ASSUME_SIZE(c11_array2d_like, 32);

ASSUME_MEMBER(c11_array2d_view, f_get, 40, py_Ref (*)(void *, int, int));
ASSUME_SIZE(c11_array2d_view, 64);

ASSUME_MEMBER(c11_chunked_array2d, chunks, 0, c11_chunked_array2d_chunks);
ASSUME_MEMBER(c11_chunked_array2d, chunk_size, 24, int);
ASSUME_MEMBER(c11_chunked_array2d, last_visited, 40, c11_chunked_array2d_chunks_KV);
ASSUME_MEMBER(c11_chunked_array2d, default_T, 56, py_TValue);
ASSUME_SIZE(c11_chunked_array2d, 88);

ASSUME_MEMBER(c11_chunked_array2d_chunks_KV, value, 8, py_TValue *);
ASSUME_SIZE(c11_chunked_array2d_chunks_KV, 16);

ASSUME_MEMBER(io_FileIO, file, 0, FILE *);
ASSUME_MEMBER(io_FileIO, path, 8, const char *);
ASSUME_MEMBER(io_FileIO, mode, 16, const char *);
ASSUME_SIZE(io_FileIO, 24);

ASSUME_MEMBER(c11_vec2i, x, 0, int);
ASSUME_MEMBER(c11_vec2i, y, 4, int);
ASSUME_SIZE(c11_vec2i, 8);

ASSUME_MEMBER(c11_vec3i, x, 0, int);
ASSUME_MEMBER(c11_vec3i, y, 4, int);
ASSUME_MEMBER(c11_vec3i, z, 8, int);
ASSUME_SIZE(c11_vec3i, 12);

ASSUME_MEMBER(c11_vec4i, x, 0, int);
ASSUME_MEMBER(c11_vec4i, y, 4, int);
ASSUME_MEMBER(c11_vec4i, z, 8, int);
ASSUME_MEMBER(c11_vec4i, w, 12, int);
ASSUME_SIZE(c11_vec4i, 16);

/* ----------------------------------------------------------------- Numbers */

/* How many bytecodes there are, and of what: interpose/stack_effect.c has what each of them
 * does to the stack. */
enum {
    OPCODES = 0
#define OPCODE(name) +1
#include "pocketpy/xmacros/opcodes.h"
#undef OPCODE
};
ASSUME_VALUE(OPCODES, POCKETPY_OPCODES);
/* Kinds of tokens: interpose/bytecode.c and interpose/syntax.c know what may end a value,
 * and what a bracket is. */
ASSUME_VALUE(TK__COUNT__, POCKETPY_TOKENS);
/* Types that are there before all others; the last one's number tells if one came or went. */
ASSUME_VALUE(tp_chunked_array2d, POCKETPY_LAST_TYPE);
/* A number's kind is its type less tp_int: python/numbers.c. */
ASSUME_VALUE(tp_float, tp_int + 1);
/* Arguments of a call through * and **, and what a message says of it: interpose/calls.c. */
ASSUME_VALUE(PK_MAX_CO_VARNAMES, 64);
/* Places of a script's file names and modules: interpose/import_policy.c, border/host_functions.c. */
ASSUME_VALUE(PK_MAX_MODULE_PATH_LEN, 63);
/* The heap's pools: interpose/garbage.c. */
ASSUME_VALUE(kMultiPoolCount, 5);
ASSUME_VALUE(kPoolArenaSize, 120 * 1024);
/* What the loop returns, and what it is told to do: interpose/frames.c, run/task.c. */
ASSUME_VALUE(RES_ERROR, 0);
ASSUME_VALUE(EXEC_MODE, 0);
ASSUME_VALUE(EVAL_MODE, 1);
ASSUME_VALUE(SINGLE_MODE, 2);
/* When the loop calls a trace function: memory/trap.h. */
ASSUME_VALUE(TRACE_EVENT_LINE, 0);
/* Blocks of code: interpose/bytecode.c. */
ASSUME_VALUE(CodeBlockType_WHILE_LOOP, 1);
ASSUME_VALUE(CodeBlockType_FOR_LOOP, 3);
/* What reading a number answers: python/integers.c. */
ASSUME_VALUE(IntParsing_SUCCESS, 0);
ASSUME_VALUE(IntParsing_FAILURE, 1);
ASSUME_VALUE(IntParsing_OVERFLOW, 2);

#endif
