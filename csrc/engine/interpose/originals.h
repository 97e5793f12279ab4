/* originals.h -- PocketPy's own functions, and what stands before them.
 *
 * Included by internal.h, as its last part: whoever replaces or checks a
 * function of PocketPy's shares what is here.
 */
#ifndef PKHOST_ORIGINALS_H
#define PKHOST_ORIGINALS_H

/* PocketPy's own functions behind those that the engine replaces. */
extern struct originals {
    FrameResult (*run_top_frame)(VM *);
    int (*next)(py_Ref);
    py_GlobalRef (*name2ref)(py_Name);
    int (*equal)(py_Ref, py_Ref);
    bool (*hash)(py_Ref, int64_t *);
    bool (*raise)(py_Ref);
    bool (*dict_setitem)(py_Ref, py_Ref, py_Ref);
    int (*dict_delitem)(py_Ref, py_Ref);
    int (*less)(py_Ref, py_Ref);
    int (*import)(const char *);
    int (*arrayview)(py_Ref, py_TValue **);
    bool (*dict_apply)(py_Ref, bool (*)(py_Ref, py_Ref, void *), void *);
    void (*mark)(ManagedHeap *);
    int (*sweep)(ManagedHeap *, ManagedHeapSwpetInfo *);
    bool (*getattr)(py_Ref, py_Name);
    bool (*loadmethod)(py_StackRef, py_Name);
    void (*namedict)(py_Ref, py_Ref);
    c11_array2d *(*newarray2d)(py_OutRef, int, int);
    int (*goto_handler)(py_Frame *, ValueStack *, py_Ref);
    c11_string *(*submit)(c11_sbuf *);
    bool (*execdyn)(CodeObject *, py_Ref, py_Ref, py_Ref);
    bool (*str)(py_Ref);
    bool (*repr)(py_Ref);
    py_Type (*newtypewithmode)(py_Name, py_Type, const py_GlobalRef, void (*)(void *), bool, bool,
                               enum py_CompileMode);
    Error *(*compile)(SourceData_, CodeObject *);
    bool (*stack_binaryop)(VM *, py_Name, py_Name);
    bool (*isidentical)(py_Ref, py_Ref);
    const char *(*load_library)(const char *);
    bool (*generator_next)(int, py_Ref);
    void (*stpush)(py_Frame *, py_Ref, SourceData_, int, const char *);
    Error *(*lex)(SourceData_, Token **, int *);
} pkhost_originals;
bool originals_find(const char **missing);

/* ------------------------------------------------------------------- checks */

/* interpose/assumptions.c: try out, in a new VM that nobody uses yet, what of PocketPy no
 * header tells.  False, with the reason in vm->fault, if it is not as expected; the VM has
 * to be put back to what it is when new. */
bool assumptions_try(pkhost_vm *vm);
/* interpose/syntax.c: a source is compiled to find out whether syntax errors find what they
 * look for; its one mistake is a closing parenthesis. */
void syntax_try_begin(void);
bool syntax_try_end(void);

void numbers_prepare(void); /* once, when names can be made */

/* While a VM is built.  False: this PocketPy is not as expected. */
void numbers_note(region *r);
/* For two numbers whose type the script has not given a method of its own: 0 or 1.
 * Else -1. */
int numbers_less(const region *r, const py_TValue *a, const py_TValue *b);
int numbers_equal(const region *r, const py_TValue *a, const py_TValue *b);
bool numbers_hash_int(const region *r); /* whether an int is its own hash */
void natives_prepare(pkhost_vm *vm);
void addresses_hide(void);
struct guard_tables *guards_new(void); /* of one VM; NULL: no memory */
void guards_free(struct guard_tables *tables);
bool guards_install(void);
bool fileio_install(void);
bool unicode_install(void);
bool operands_install(void);
bool floats_install(void);
bool integers_install(void);
bool numbers_install(void);
bool mathematics_install(void);
bool random_install(void);
bool base64_install(void);
bool builtins_install(void);
bool indexes_install(void);
bool json_install(pkhost_vm *vm);
bool json_loads(int argc, py_Ref argv); /* python/json_read.c, for python/json_write.c */
bool signatures_install(void);
bool sleep_install(void);
bool gc_install(void);
bool text_install(void);
bool lists_install(void);
bool sorting_install(void); /* by lists_install() */
bool dicts_install(void);
void dicts_rehash(void); /* when hash() is ours: interpose/addresses.c */
bool arrays_install(void);
bool quoting_install(void);
bool order_install(void);
bool ranges_install(void);
bool enums_install(void);
bool sources_install(void);
/* Native functions of ours in the place of PocketPy's by these names, or beside
 * them, in a type or module.  A name may be a signature, "f(a, b=1)": then the
 * function takes keyword arguments, and finds all its arguments in argv.  What
 * interpose/natives.c keeps out of scripts' hands holds for them too: a method's first
 * argument is of its type.  False if what is there by one of the names is no
 * native function. */
typedef struct native {
    const char *name;
    py_CFunction function;
} native;
bool natives_replace(py_Ref of, const native *functions, size_t count);
/* Functions of ours before PocketPy's native functions of these names, in a type
 * or module.  *original, a static variable, is where ours finds PocketPy's; NULL if
 * ours does without.  False if there is no native function of one of the names, or
 * another than in the VMs before. */
typedef struct guarded {
    const char *name;
    py_CFunction checked, *original;
} guarded;
bool guard_natives(py_Ref of, const guarded *functions, size_t count);
/* Likewise, each in a type of its own. */
typedef struct guarded_method {
    py_Type type;
    guarded method;
} guarded_method;
bool guard_methods(const guarded_method *methods, size_t count);
/* Note the original alone. */
bool guard_note(py_CFunction *original, py_CFunction function);
/* An exception of ours in a module, and among the builtins. */
py_Type exception_make(const char *name, py_Type base, py_GlobalRef module);
void exception_add(const char *name, py_Type base);

/* Its type, or `otherwise` if a script has put what is no `base` in its place. */
py_Type exception_type(const char *name, py_Type base, py_Type otherwise);
bool natives_may_make(py_Ref first, py_Type type, const void *maker);

/* Nothing in a VM is so long: a bound beyond it is as good as it. */
enum { FARTHEST = 1 << 29 };
/* `slice`, or one in `*near` whose bounds an int can hold. */
py_Ref operands_near_slice(py_Ref slice, py_TValue *near);

/* -------------------------------------------------------------- interpose/arguments.c */

/* Each answers false with a TypeError.  `given` is without a method's object. */
bool argument_count_wrong(const char *function, int given, int least, int most);
static inline bool argument_count(const char *function, int given, int least, int most)
{
    return LIKELY(given >= least && given <= most)
           || argument_count_wrong(function, given, least, most);
}
bool arguments_expected(int given, int wanted); /* where the function's name is not at hand */
bool argument_is_int(py_Ref value);
bool argument_as_int(py_Ref value, int64_t *number); /* bools are numbers too */

/* ---------------------------------------------------------------- interpose/library.c */

/* The modules of csrc/library, but for builtins; the last one has no name.  The
 * build makes this table. */
extern const struct library_module {
    const char *name, *source;
} library_modules[];

/* ------------------------------------------------------------- interpose/characters.c */

/* The size of a text is an int, and no VM has so much memory. */
enum { CHARACTERS_MOST = INT32_MAX - 64 };
/* A new text of so many bytes in py_retval(), for its bytes to be written.  More than
 * a text can have is more memory than there is. */
char *characters_new(int64_t size);
bool characters_are_ascii(c11_sv text);
int characters_count(c11_sv text);
/* Bytes before the character with this number; all bytes if there are fewer. */
int characters_offset(c11_sv text, int64_t characters);
/* So many characters on from the one at `at`; back, if negative. */
const char *characters_move(c11_sv text, const char *at, int64_t characters);
/* Bytes of the character at `at`, and of the one that ends at `end`. */
int characters_width(const char *at, const char *end);
/* The size of a text's beginning: at most so many bytes, and no character cut off. */
int characters_within(const char *text, int size, int most);
int characters_width_before(const char *begin, const char *end);
/* Likewise if it is white space, else 0. */
int characters_space(const char *at, const char *end);
int characters_space_before(const char *begin, const char *end);
c11_sv characters_stripped(c11_sv text); /* without the white space around it */
/* One character so often; returns the end. */
char *characters_repeat(char *to, c11_sv one, int64_t times);
/* Whether a byte is not the first of its character. */
static inline bool characters_continues(char byte) { return ((unsigned char)byte & 0xc0) == 0x80; }
/* The size of the text in upper or lower case, which goes to `to` if it is not NULL. */
int64_t characters_change_case(c11_sv text, bool upper, char *to);

/* --------------------------------------------------------------- interpose/compiled.c */

void compiled_begin(void);                     /* a source is about to be compiled */
void compiled_mend(Token *tokens, int *count); /* what it would compile wrongly */
/* What of the code the compiler could not express: an error, and the code is gone; or NULL. */
Error *compiled_refuse(SourceData_ source, CodeObject *code);
/* Where the class lies whose body the bytecode at `i` is in, on the stack; or NULL. */
py_StackRef compiled_class_at(const py_Frame *frame, int i);

/* ----------------------------------------------------------------- python/floats.c */

enum { FLOAT_TEXT = 32 };  /* bytes that any float's text needs */
bool floats_prepare(void); /* once; false: the host has no memory */
/* A double has no more digits than this behind the point; all beyond are 0. */
enum { FLOAT_DECIMALS_MOST = 1100 };
int float_write(char *to, double value); /* its repr; the length */
/* snprintf of `how`, which is %.*e, f or g, whatever the host's locale. */
int float_print(char *to, size_t size, const char *how, int precision, double value);
double float_read(const char *text, char **end); /* strtod, whatever the host's locale */
/* Around a call of the C library's that writes numbers. */
void *floats_enter_locale(void);
void floats_leave_locale(void *before);
bool float_as_int(double value, py_OutRef out); /* without its fraction; or an exception */

/* -------------------------------------------------------- python/numbers.c, python/integers.c */

bool overflow_error(const char *format, ...); /* OverflowError; false */
int digit_of(char c);                         /* its value, up to 35; else 99 */
enum { INT_TEXT = 21 };                       /* bytes that any int's text needs */
int int_write(char *to, int64_t value);       /* its repr, and a NUL; the length */
/* int's // and %, which wrap around where the quotient is 2**63; `b` is not 0. */
int64_t int_floordiv(int64_t a, int64_t b);
int64_t int_mod(int64_t a, int64_t b);
double int_truediv(int64_t a, int64_t b); /* correctly rounded; `b` is not 0 */
/* float's // and %; `b` is not 0. */
void float_divmod(double a, double b, double *quotient, double *rest);
/* What math.pow and ** of floats give, and their exceptions. */
bool float_pow(double base, double exponent, py_OutRef out);
/* A number or bool as a float; TypeError if it is none. */
bool number_as_float(py_Ref value, double *out);

/* ---------------------------------------------------------------- interpose/unicode.c */

/* How many bytes of `text` are UTF-8: `size`, or those before the first that is
 * not.  *missing: how many bytes a character lacks that the end cuts off, or 0. */
size_t unicode_valid(const char *text, size_t size, int *missing);
/* Whether it is; an exception if not. */
bool unicode_check(const char *text, size_t size);

#endif
