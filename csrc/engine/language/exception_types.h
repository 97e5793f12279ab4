/* exception_types.h -- what an exception of dialect "python" is: its class, its kind, its fields.
 *
 * The classes are those of CPython 3.11 (its documentation, "Exception hierarchy").  The struct is
 * in interpose/exceptions.h, as the garbage collector looks into it.
 */
#ifndef PKHOST_LANGUAGE_EXCEPTION_TYPES_H
#define PKHOST_LANGUAGE_EXCEPTION_TYPES_H

#include "base/object.h"
#include "base/vm.h"
#include "interpose/exceptions.h"

#pragma GCC visibility push(hidden)

/* name, its base; a base comes before what is derived from it */
/* clang-format off */
#define EXCEPTION_CLASSES(X)                                                                       \
    X(BaseException, BaseException)                                                                \
    X(Exception, BaseException) X(BaseExceptionGroup, BaseException) X(                            \
        GeneratorExit, BaseException) X(KeyboardInterrupt, BaseException) X(SystemExit,            \
                                                                            BaseException)         \
        X(ArithmeticError, Exception) X(FloatingPointError, ArithmeticError) X(                    \
            OverflowError, ArithmeticError) X(ZeroDivisionError,                                   \
                                              ArithmeticError) X(AssertionError, Exception)        \
            X(AttributeError, Exception) X(BufferError, Exception) X(EOFError, Exception) X(       \
                ExceptionGroup, Exception) X(ImportError, Exception) X(ModuleNotFoundError,        \
                                                                       ImportError) X(LookupError, \
                                                                                      Exception)   \
                X(IndexError, LookupError) X(KeyError, LookupError) X(MemoryError, Exception) X(   \
                    NameError, Exception) X(UnboundLocalError, NameError) X(OSError, Exception)    \
                    X(BlockingIOError, OSError) X(ChildProcessError, OSError) X(                   \
                        ConnectionError,                                                           \
                        OSError) X(BrokenPipeError,                                                \
                                   ConnectionError) X(ConnectionAbortedError,                      \
                                                      ConnectionError) X(ConnectionRefusedError,   \
                                                                         ConnectionError)          \
                        X(ConnectionResetError, ConnectionError) X(FileExistsError, OSError) X(    \
                            FileNotFoundError, OSError) X(InterruptedError, OSError)               \
                            X(IsADirectoryError, OSError) X(NotADirectoryError, OSError) X(        \
                                PermissionError, OSError) X(ProcessLookupError,                    \
                                                            OSError) X(TimeoutError, OSError)      \
                                X(ReferenceError, Exception) X(RuntimeError, Exception) X(         \
                                    NotImplementedError,                                           \
                                    RuntimeError) X(RecursionError, RuntimeError)                  \
                                    X(StopAsyncIteration, Exception) X(                            \
                                        StopIteration,                                             \
                                        Exception) X(SyntaxError,                                  \
                                                     Exception) X(IndentationError, SyntaxError)   \
                                        X(TabError, IndentationError) X(SystemError, Exception) X( \
                                            TypeError,                                             \
                                            Exception) X(ValueError,                               \
                                                         Exception) X(UnicodeError, ValueError)    \
                                            X(UnicodeDecodeError,                                  \
                                              UnicodeError) X(UnicodeEncodeError, UnicodeError)    \
                                                X(UnicodeTranslateError, UnicodeError) X(          \
                                                    Warning, Exception) X(BytesWarning, Warning)   \
                                                    X(DeprecationWarning,                          \
                                                      Warning) X(EncodingWarning, Warning)         \
                                                        X(FutureWarning,                           \
                                                          Warning) X(ImportWarning, Warning)       \
                                                            X(PendingDeprecationWarning,           \
                                                              Warning) X(ResourceWarning, Warning) \
                                                                X(RuntimeWarning, Warning)         \
                                                                    X(SyntaxWarning, Warning) X(   \
                                                                        UnicodeWarning, Warning)   \
                                                                        X(UserWarning, Warning)
/* clang-format on */

enum exception_class {
#define X(name, base) EXCEPTION_##name,
    EXCEPTION_CLASSES(X)
#undef X
        EXCEPTION_COUNT
};
_Static_assert((int)EXCEPTION_COUNT <= (int)EXCEPTION_TYPES_MOST, "vm.h has room for all of them");

/* The type of one, in the current VM. */
py_Type exception_type_of(enum exception_class which);

/* What an exception keeps in its fields: by its class, or the base of it that decides. */
enum exception_kind {
    KIND_PLAIN,
    KIND_KEY,            /* its text is the repr of its argument */
    KIND_STOP_ITERATION, /* value is its argument */
    KIND_EXIT,           /* code */
    KIND_IMPORT,         /* msg, name, path */
    KIND_NAME,           /* name, and the name that may have been meant */
    KIND_ATTRIBUTE,      /* name, obj */
    KIND_OS,             /* errno, strerror, filename, filename2 */
    KIND_SYNTAX,         /* msg, filename, lineno, offset, text, end_lineno, end_offset, print_… */
    KIND_DECODE,         /* encoding, object, start, end, reason */
    KIND_ENCODE,
    KIND_TRANSLATE, /* without the encoding */
    KIND_GROUP,     /* message, exceptions (a tuple) */
};
enum { IMPORT_MSG, IMPORT_NAME_FIELD, IMPORT_PATH };
enum { NAME_NAME, NAME_MEANT };
enum { ATTRIBUTE_NAME, ATTRIBUTE_OBJECT };
enum { OS_ERRNO, OS_STRERROR, OS_FILENAME, OS_FILENAME2 };
enum {
    SYNTAX_MSG,
    SYNTAX_FILENAME,
    SYNTAX_LINENO,
    SYNTAX_OFFSET,
    SYNTAX_TEXT,
    SYNTAX_END_LINENO,
    SYNTAX_END_OFFSET,
    SYNTAX_PRINT
};
enum { UNICODE_ENCODING, UNICODE_OBJECT, UNICODE_START, UNICODE_END, UNICODE_REASON };
enum { GROUP_MESSAGE, GROUP_EXCEPTIONS };

static inline exception *exception_of(const py_TValue *value) { return object_data(value); }
bool is_exception(const py_TValue *value);
bool is_exception_class(const py_TValue *value);

enum exception_kind exception_kind_of(py_Type type);
/* The class by which an exception class is laid out: the nearest that keeps something of its own. */
const py_TypeInfo *exception_layout(const py_TypeInfo *type);
int exception_argument_count(const exception *e);
py_TValue exception_argument(const exception *e, int i); /* nil: there are fewer */
py_TValue exception_stop_value(const py_TValue *stop);   /* of a StopIteration: its value */

#pragma GCC visibility pop

#endif
