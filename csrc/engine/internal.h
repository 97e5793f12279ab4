/* internal.h -- how the engine works, and what its files share.
 *
 * Theory of operation
 * -------------------
 * A *region* (memory/region.c) is one mapping that holds everything a VM consists
 * of: a header, PocketPy's VM struct, and a heap from which all of PocketPy's
 * allocations are served (libc/memory.c).  Its base is a random multiple of 4 GiB,
 * so the region of any object of the VM is its address with the low 32 bits
 * cleared, and the low 32 bits of every address are the same in every VM:
 * PocketPy hashes names by them, so attributes come in the same order in
 * every process.
 *
 * An *image* is a copy of a region's used part.  One is made of each VM when
 * it is new; copying it back makes the VM new again, whatever happened to it.
 *
 * A run ends in one of three ways:
 *   - the script ends;
 *   - it is *stopped* (stop/stop.c): a reason is stored in vm->stop and the trap
 *     is set, which makes PocketPy's loop call us before its next bytecode.
 *     From there we jump to the innermost of the guards that stand around
 *     every call of the loop; the guard removes the frames above it and
 *     returns an error to its caller, as if an exception had passed.  The
 *     trap stays set, so no handler of the script's runs.  The VM is intact
 *     afterwards;
 *   - it is *abandoned*: a fault, an abort, memory that is not there, or
 *     native code that does not come back in time after a stop.  We jump to
 *     the entry of the run, and the VM is restored from its image.
 *
 * Jumps are made only where nothing of the host's can be half done.
 * `vm->zone` says so: ZONE_ENGINE while PocketPy's code or code of ours that
 * touches only the region runs on the worker, ZONE_HOST at all other times.
 * Code that takes a lock, or changes anything outside the region, does it in
 * ZONE_HOST.
 *
 * Which file does what:
 *   memory/region.c             the mapping, the heap
 *   memory/image.c              copies of a region
 *   python/numbers.c            arithmetic of int and float
 *   interpose/names.c           interned names
 *   run/steps.c                 counting steps; PocketPy functions that a step is in
 *   stop/stop.c                 stopping and abandoning: all jumps
 *   stop/faults.c               signals: faults and deadlines
 *   run/workers.c               threads
 *   run/snapshot.c              copies of a VM between runs
 *   run/slices.c                runs that pause
 *   run/inspect.c               a look at a run that is paused
 *   run/wait.c                  waiting for a run
 *   run/vm.c                    making, running, restoring a VM
 *   border/policy.c             what a script may import and see
 *   interpose/imports.c         modules whose import did not end well
 *   io/streams.c                output and input
 *   base/wakeup.c               waking an event loop
 *   io/files.c                  the files of a script
 *   interpose/fileio.c          PocketPy's file objects
 *   border/values.c             values across the border
 *   border/values_check.c       checks what the host has packed
 *   border/host_functions.c     functions and modules of the host's
 *   border/direct_calls.c       calls of such functions without pkhost_host()
 *   run/task.c                  what a run does
 *   run/outcome.c               what a run leaves behind
 *   interpose/facts.c           what an exception is about, besides its class and its text
 *   interpose/safety.c          PocketPy functions that trust what they should not
 *   interpose/natives.c         native functions, as scripts get hold of them
 *   interpose/arguments.c       what native functions of ours are given
 *   interpose/guards.c          native methods that PocketPy itself calls with anything
 *   interpose/operands.c        operators whose operands PocketPy does not look at
 *   interpose/signatures.c      native functions that look at their arguments too late
 *   python/trigonometry.c       sine and cosine of any number
 *   python/sleep.c              time.sleep
 *   interpose/callbacks.c       native code that calls back into the script
 *   interpose/lists.c           … while it walks a list
 *   interpose/sorting.c         … while it sorts one
 *   interpose/dicts.c           … while it points into a dict
 *   interpose/arrays.c          … and arrays of two dimensions
 *   interpose/indexes.c         numbers that it cuts to 32 or 8 bits
 *   interpose/compiled.c        code that its compiler could not express
 *   python/floats.c             floats as text, text as floats
 *   python/integers.c           int
 *   python/builtins.c           some functions among the builtins
 *   python/mathematics.c        the module math
 *   python/random.c             the module random
 *   python/base64.c             the module base64
 *   python/json_read.c          json.loads
 *   python/json_write.c         json.dumps, and the module
 *   interpose/unicode.c         bytes that become text
 *   interpose/syntax.c          syntax errors in plain words
 *   interpose/characters.c      the characters of a text
 *   python/text.c               methods of str
 *   python/quoting.c            str and bytes as literals
 *   python/order.c              the order of texts, tuples and lists, and None as a key
 *   python/ranges.c             what a range is, besides something to iterate over
 *   interpose/enums.c           members of an Enum
 *   interpose/sources.c         source with a NUL
 *   python/format.c             values in f-strings and str.format
 *   interpose/generators.c      what a generator does when its body raises
 *   interpose/library.c         modules in Python, and what code is theirs
 *   interpose/addresses.c       what a script sees of addresses
 *   interpose/garbage.c         what its garbage collector overlooks
 *   interpose/versions.h        in what the supported versions of PocketPy differ
 *   libc_*.c         the C library's functions as PocketPy sees them
 */
#ifndef PKHOST_INTERNAL_H
#define PKHOST_INTERNAL_H

/* PocketPy's headers release reference-counted structures with PK_FREE in
 * macros; in our files too that has to be the region's heap. */
#define PK_MALLOC(size) pkhost_libc_malloc(size)
#define PK_REALLOC(pointer, size) pkhost_libc_realloc(pointer, size)
#define PK_FREE(pointer) pkhost_libc_free(pointer)

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
void *pkhost_libc_malloc(size_t size);
void *pkhost_libc_calloc(size_t count, size_t size);
void *pkhost_libc_realloc(void *pointer, size_t size);
void pkhost_libc_free(void *pointer);

#include "pkhost.h"
#include "border/direct_calls.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <time.h>

#include "pocketpy/config.h"
#include "pocketpy/pocketpy.h"
#include "pocketpy/interpreter/vm.h"
#include "pocketpy/objects/error.h"
#include "pocketpy/objects/exception.h"
#include "pocketpy/interpreter/array2d.h"

#include "pocketpy/common/_generated.h"
#include "pocketpy/compiler/lexer.h"

#include "interpose/versions.h"

/* Ours: base/current.c. */
extern _Thread_local VM *pk_current_vm __attribute__((tls_model("initial-exec")));

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define LIKELY(condition) __builtin_expect(!!(condition), 1)
#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)

/* The functions by which the engine replaces PocketPy's own, and those that
 * the capsule calls in place of the C library's, are visible; all else that
 * files share is hidden. */
#define EXPORT __attribute__((visibility("default")))
#pragma GCC visibility push(hidden)

#include "memory/region.h"

/* ---------------------------------------------------------------------- VM */

enum zone { ZONE_HOST, ZONE_ENGINE };

/* Why a run is to stop; the first reason given stands. */
enum stop {
    STOP_NONE = 0,
    STOP_STEPS,
    STOP_MEMORY,
    STOP_OUTPUT,
    STOP_WALL_TIME,
    STOP_CPU_TIME,
    STOP_INTERRUPTED,
    STOP_EXIT,  /* the script called exit() */
    STOP_CRASH, /* only ever an abandonment */
};

/* Values that a native operation points at while it calls back into the script:
 * the dicts that they lie in must not change (interpose/callbacks.c). */
typedef struct held {
    const void *first, *second;
    struct held *outer;
} held;

/* A guard around one call of PocketPy's loop, and what was there before it. */
typedef struct guard {
    jmp_buf context;
    struct guard *outer;
    const py_Frame *outer_frame;
    held *held;
} guard;

/* Text that a run leaves behind, in host memory. */
typedef struct text {
    char *data;
    size_t size, capacity;
} text;

/* One of the two output streams. */
/* What is known of an exception besides its class and text: facts.c. */
typedef struct fact {
    enum pkhost_limit limit; /* that it is about */
    py_Name refused;         /* what the policy refused; NULL: nothing */
    py_Name missing;         /* the name that a NameError is about, or NULL */
} fact;

typedef struct stream {
    text kept;
    size_t taken;   /* of kept.data, by the host */
    uint64_t total; /* accepted, those taken included */
    int64_t limit;  /* -1: none */
} stream;

enum { POLICY_WORDS_MOST = 1 << 16, FAULT_TEXT = 160 };

/* What PocketPy holds for a FILE: io/files.c. */
enum { FILE_HANDLES = 64 };
typedef struct file_handle {
    struct file *file; /* NULL: not open */
    size_t at;
    bool reads, writes, appends, at_end;
} file_handle;

typedef struct slice slice;
struct guard_tables; /* interpose/guards.c */

struct pkhost_vm {
    uint64_t number; /* no other VM has ever had */
    region *region;
    VM *current; /* region_vm(region), for PocketPy: base/current.c */
    image *image;
    text policy;                 /* the words given to pkhost_vm_new */
    bool policy_all;             /* "*": every module */
    py_Type set_type;            /* of the builtin class set, which is written in Python */
    py_Type method_type;         /* of native methods in a script's hands (interpose/natives.c) */
    struct guard_tables *guards; /* what stands before its native methods */
    const char *instead;         /* what its next exception says (interpose/safety.c), or NULL */
    py_Type json_error;          /* json.JSONDecodeError (python/json_read.c) */

    /* `lock` guards all down to the blank line, except that the worker may
     * read `stop` and, while it runs, write it without. */
    pthread_mutex_t lock;
    _Atomic int32_t stop;           /* enum stop */
    atomic_bool running;            /* a run is under way; read without the lock */
    bool closed;                    /* no more runs */
    bool doomed;                    /* free it when the run has ended */
    bool dirty;                     /* restore before anything else (a fork cut a run off) */
    uint64_t restores;              /* how often it was put back to what it was when new */
    struct worker *worker;          /* that runs it */
    atomic_bool paused;             /* … which nobody does at the moment: run/slices.c */
    struct pkhost_vm *next, **link; /* in the list of all VMs, under its own lock */

    _Atomic int32_t host_processor, worker_processor; /* where each was last */
    _Atomic uint32_t event;   /* futex: counted up whenever a waiter is to look */
    _Atomic uint32_t waiters; /* asleep on `event` */
    _Atomic uint32_t settled; /* counted up when a run's worker has let go of the VM */

    /* In the list of a bell, under its lock (base/wakeup.c). */
    struct pkhost_vm *next_rung;
    bool rung;

    /* The worker's, while a run is under way. */
    volatile sig_atomic_t zone;
    slice *slice;        /* of a run that can pause, else NULL */
    char *stack_low;     /* native calls go no deeper */
    int64_t reserve;     /* its steps beyond those of the slice */
    int64_t owed;        /* 1: the step that it paused at was counted */
    int64_t slice_steps; /* how many it is to get next; -1: all */
    bool slice_over, pausing;
    bool by_line;               /* it pauses at each new line */
    const py_Frame *line_frame; /* where it was last */
    int line;
    atomic_bool pause_wanted;
    int64_t wall_used, cpu_used; /* in slices before this one */
    int64_t steps_given;         /* what steps_left began with; -1: not counted */
    int64_t slept;               /* ns, in a deterministic run: python/sleep.c */
    bool class_failed;           /* while its members were made: interpose/enums.c */
    guard *innermost;
    jmp_buf *compiling; /* where an abort of the compiler's goes (interpose/safety.c), or NULL */
    held *held;         /* the innermost */
    sigjmp_buf entry;
    volatile sig_atomic_t abandoned; /* enum stop; why the run was abandoned */
    bool distrusted;                 /* … and something in the region is not as it should be */
    int64_t knocked_at;              /* ns of its CPU time at the first knock after a stop; or 0 */
    bool exited;                     /* by exit() or SystemExit */
    bool exit_said;                  /* … with a message in place of a code */
    int64_t exit_code;
    bool aborted;           /* of a crash: PocketPy called abort(), having said why on stderr */
    char fault[FAULT_TEXT]; /* what went wrong, for a crash */
    int syntax_column;      /* of the syntax error that is about to be raised; 0: unknown */
    const PyObject *noted;  /* the exception raised last, if `note` is about it; else NULL */
    fact note;

    pthread_mutex_t streams_lock;
    stream out, err;
    bool stream_output;
    bool output_announced;
    enum pkhost_limit output_limit; /* of status OUTPUT: which one was passed first */
    text input;
    size_t input_read;
    bool input_on_demand, input_ended, input_wanted;

    struct file *files; /* of this run */
    file_handle handles[FILE_HANDLES];
    uint64_t files_used, files_quota;
    text files_out; /* those that were written, packed */

    /* The request, copied; and the outcome. */
    pkhost_request request;
    text source, filename, payload;
    text value; /* MessagePack, if has_value */
    bool has_value;
    text call, reply;          /* to the host and back (border/host_functions.c) */
    direct_calls direct_calls; /* of the host's functions */
    int64_t host_error;        /* the host's number for the exception it made last */
    /* Time that a function of the host's took is not the script's. */
    int64_t host_time, host_since;
    int64_t cpu_start, wall_start;
    volatile sig_atomic_t in_host;
    text error_type, error_message, traceback, refused;
    enum pkhost_limit exception_limit; /* that the exception is about which ended the run */
    text last_line;                    /* of standard error: an abort explains itself there */
    pkhost_outcome outcome;
};

/* The VM whose run is under way on this thread, or that this thread builds;
 * NULL outside of the engine.  In the initial-exec model, since a signal
 * handler reads it. */
extern _Thread_local pkhost_vm *pkhost_here __attribute__((tls_model("initial-exec")));
/* Set while this thread builds a VM: names are then made for all VMs. */
extern _Thread_local bool pkhost_building __attribute__((tls_model("initial-exec")));

/* A run that pauses may go on in another thread in the middle of a function of
 * ours.  x86-64's code reads a thread's variable in one instruction; that of
 * other processors may keep where it is, or the thread pointer, in a register.
 * There a function finds it, anew each time. */
#if !defined __x86_64__ && !defined THREAD_LOCALS_THEMSELVES
#define pkhost_here (*thread_here())
#define pkhost_building (*thread_building())
#define pk_current_vm (*thread_current_vm())
#endif
#ifndef __x86_64__
pkhost_vm **thread_here(void);
bool *thread_building(void);
VM **thread_current_vm(void);
#endif

void vm_execute(pkhost_vm *vm);       /* a run, on its worker */
void vm_run_protected(pkhost_vm *vm); /* the script itself, behind vm->entry */
void vm_settle(pkhost_vm *vm);        /* announce its end, and tidy up */
void vm_interrupt_all(void);
void vm_clean(pkhost_vm *vm); /* what a fork cut off is undone */

bool worker_stack_is_at_its_end(void);
_Noreturn void stop_overflowed(pkhost_vm *vm);

/* Around what must not be left by a jump.  A fault there is taken for a
 * mistake of the host's, so the stack must not end in it: a script that has
 * come close to that ends here. */
static inline int zone_enter_host(pkhost_vm *vm)
{
    int before = vm->zone;
    if (UNLIKELY(worker_stack_is_at_its_end()) && before == ZONE_ENGINE)
        stop_overflowed(vm);
    vm->zone = ZONE_HOST;
    atomic_signal_fence(memory_order_seq_cst);
    return before;
}
static inline void zone_return(pkhost_vm *vm, int before)
{
    atomic_signal_fence(memory_order_seq_cst);
    vm->zone = before;
}

/* ---------------------------------------------------------------- interpose/library.c */

/* Whether source is that of a module that PocketPy brings, builtins included. */
bool library_has(const struct SourceData *source);
/* The innermost frame of the script's own code, or NULL. */
const py_Frame *library_caller(const py_Frame *frame);

/* ------------------------------------------------------------------- stop/stop.c */

enum { TRAP_QUIET = 1, TRAP_SET = 2 }; /* line numbers of `nowhere` */
/* Nanoseconds on the wall clock between a stop and the jump out of native code that
 * has not come back: the timer signals twice, GRACE / 2 apart.  The worker must also
 * have had GRACE / 4 of processor time since the first of these signals. */
enum { GRACE = 8000000 };

void stop_prepare(pkhost_vm *vm, bool counted); /* a run begins: no reason, no trap */
void stop_set_trap(region *r);
void stop_request(pkhost_vm *vm, enum stop reason);
_Noreturn void stop_unwind(pkhost_vm *vm); /* to the innermost guard */
/* There too, with the exception that is set, from where an error is not looked for. */
_Noreturn void stop_fail(pkhost_vm *vm);
enum { GUARD_STOPPED = 1, GUARD_FAILED = 2 };   /* what brought a jump there */
void sleep_a_little(pkhost_vm *vm, int64_t ns); /* stops where the run is to stop; < 1 s */
_Noreturn void stop_abandon(pkhost_vm *vm, enum stop reason);
void stop_note_place(pkhost_vm *vm);       /* where it is, for the traceback */
void stop_raise(pkhost_vm *vm);            /* set the exception that unwinds */
void stop_relieve_memory(pkhost_vm *vm);   /* collect; stop if that is not enough */
bool stop_make_exception(void);            /* while a VM is built */
void stop_drop_exception(VM *vm);          /* after a stopped run */
_Noreturn void process_exit(int64_t code); /* exit(): libc/process.c */

/* ----------------------------------------------------------------- stop/faults.c */

/* Deadlines of one worker: a timer on the wall clock and one on the thread's
 * processor time.  Each goes on knocking every GRACE / 2 once it has expired. */
typedef struct deadlines {
    timer_t wall, cpu;
    _Atomic bool made;
} deadlines;

bool deadlines_make(deadlines *d); /* for the calling thread */
void deadlines_end(deadlines *d);
void deadlines_hear(bool hear); /* this thread, from now on */
void deadlines_arm(deadlines *d, int64_t wall, int64_t cpu);
void deadlines_again(deadlines *d, int reason, int64_t left);
void deadlines_knock(deadlines *d); /* any thread: soon, and again */

void faults_enter(void); /* a run begins */
void faults_leave(void);
bool faults_prepare_thread(void **alternate_stack); /* a thread that will run */
void faults_end_thread(void *alternate_stack);
void faults_reset_after_fork(void);

/* ---------------------------------------------------------------- run/workers.c */

typedef struct worker worker;
int workers_submit(pkhost_vm *vm); /* PKHOST_DONE, or what is not to be had */
deadlines *worker_deadlines(worker *w);
bool worker_stack_is_low(void);
void worker_use_stack(char *bottom, size_t size); /* a script's own; NULL: the thread's again */
char *worker_bound_stack(void);
void worker_bound_stack_again(char *low); /* on another thread */
/* Before every jump. */
#ifdef __SANITIZE_ADDRESS__
void worker_forget_frames(void);
#else
static inline void worker_forget_frames(void) {}
#endif
void workers_reset_after_fork(void);
bool worker_in_stack_guard(const void *address);

int64_t clock_ns(clockid_t clock);
void futex_wake(_Atomic uint32_t *word);
/* 0 woken or changed, EINTR, ETIMEDOUT; `timeout` in ns, negative: none. */
int futex_wait(_Atomic uint32_t *word, uint32_t seen, int64_t timeout);
void pause_briefly(void); /* between two looks */
/* Look for a change for a moment before going to sleep; whether there was one. */
bool futex_spin(_Atomic uint32_t *word, uint32_t seen, const _Atomic int32_t *other_processor);
void vm_announce(pkhost_vm *vm); /* wake the threads that wait for this VM */

/* ---------------------------------------------------------------- io/streams.c */

void streams_begin(pkhost_vm *vm);
/* For PocketPy: in ZONE_ENGINE. */
void streams_write(int stream, const char *data, size_t size);
int streams_read_byte(void);  /* or -1 */
void streams_add_input(void); /* builtins; while a VM is built */

/* In ZONE_HOST, or on a thread that is not a worker. */
bool text_append(text *t, const char *data, size_t size);
void text_clear(text *t);
void text_free(text *t);

/* ------------------------------------------------------------------- base/wakeup.c */

void bell_enter(pkhost_vm *vm); /* a run begins, whose request may name one */
void bell_ring(pkhost_vm *vm);
void bells_before_fork(void);
void bells_after_fork(void);

/* ----------------------------------------------------------------- run/slices.c */

bool slice_make(pkhost_vm *vm);
void slice_free(pkhost_vm *vm);
bool slice_has_begun(const pkhost_vm *vm);
bool slice_run(pkhost_vm *vm);
void slice_pause(pkhost_vm *vm);
void slice_give(pkhost_vm *vm, int64_t steps);
bool slice_is_over(pkhost_vm *vm);
int64_t slice_steps_left(const pkhost_vm *vm); /* of any run that is counted */
int slice_go_on(pkhost_vm *vm, int64_t steps); /* under vm->lock; as workers_submit */

/* ------------------------------------------------------------------ io/files.c */

/* In ZONE_HOST; errno says why not. */
int files_take(pkhost_vm *vm, const char *packed, size_t size, uint64_t quota);
void files_give(pkhost_vm *vm);
void files_clear(pkhost_vm *vm);
void *files_open(pkhost_vm *vm, const char *name, const char *mode);
/* Whether it is open; and what may be done with it, how much there is to read. */
typedef struct file_state {
    bool reads, writes;
    int64_t left;
} file_state;
bool files_look(pkhost_vm *vm, const void *stream, file_state *state);
void files_close(pkhost_vm *vm, const void *stream);
size_t files_read(pkhost_vm *vm, const void *stream, char *to, size_t size);
size_t files_write(pkhost_vm *vm, const void *stream, const char *from, size_t size);
int files_seek(pkhost_vm *vm, const void *stream, long offset, int whence);
long files_tell(pkhost_vm *vm, const void *stream);
bool files_at_end(pkhost_vm *vm, const void *stream);

/* ------------------------------------------------------------ names, policy */

bool names_prepare(void);
void names_visit_objects(const names *own, void (*visit)(py_Ref, void *), void *context);
void names_before_fork(void);
void names_after_fork(void);
bool policy_take(pkhost_vm *vm, const char *words, size_t size, const char **wrong);
bool policy_apply(pkhost_vm *vm);                     /* while it is built */
void policy_admit(pkhost_vm *vm, const char *module); /* a module of the host's */
bool policy_hides(const pkhost_vm *vm, const char *builtin);
int imports_import(const char *path); /* as py_import, of a path that may be */
void imports_mark(void (*mark)(py_Ref, void *), void *context);

/* -------------------------------------------------------- interpose/facts.c */

/* Around py_exception: what its arguments tell, noted once the exception is there. */
fact facts_of_message(pkhost_vm *vm, py_Type type, const char *format, va_list arguments);
void facts_note(pkhost_vm *vm, fact f);
/* The policy refused a name: noted of the exception that was just raised for it. */
void facts_refused(pkhost_vm *vm, const char *name);
/* An exception is about to be raised; what was noted was of another. */
static inline void facts_forget(pkhost_vm *vm) { vm->noted = NULL; }
/* The exception gets the first place of its traceback, which keeps the note. */
void facts_keep(pkhost_vm *vm, const py_TValue *exception, BaseExceptionFrame *first);
fact facts_of_exception(pkhost_vm *vm, const py_TValue *exception);

/* ---------------------------------------------------------------- run/outcome.c */

void outcome_clear(pkhost_vm *vm);
/* Both in ZONE_ENGINE: the first may run code of the script's, the second
 * reads what the script may have damaged. */
void outcome_of_exception(pkhost_vm *vm);
/* A place for the traceback; `column` from 1, 0 if unknown.  Places in PocketPy's own
 * library are left out: to a script its functions are part of the language. */
void outcome_add_frame(pkhost_vm *vm, SourceData_ source, int line, int column,
                       const char *function);
void outcome_finish(pkhost_vm *vm, bool restored);
void outcome_see_streams(pkhost_vm *vm);

/* ------------------------------------------------ border/values.c, border/host_functions.c, run/task.c */

/* What rests in PocketPy's registers, which scripts cannot reach. */
enum { VALUE_REGISTER = 11, HOST_ERROR_REGISTER = 12, STOP_REGISTER = 13 };

/* In ZONE_ENGINE; false with an exception set. */
bool values_write(pkhost_vm *vm, text *to, py_Ref value);
bool values_write_array(pkhost_vm *vm, text *to, py_TValue *items, int count);
/* Likewise, for a look: no step, no exception, nothing in the region changes.
 * False also if it is large. */
bool values_view(pkhost_vm *vm, text *to, py_Ref value);
/* `wrapped`: how many lists and dicts around the host's values are ours. */
bool values_read(pkhost_vm *vm, const char *data, size_t size, int wrapped, py_OutRef out);
bool hosts_expose(pkhost_vm *vm);
char *hosts_import(const char *path, int *size);
/* Of the run until `now`, without what the host's functions took. */
int64_t hosts_wall_time(const pkhost_vm *vm, int64_t now);
int64_t hosts_cpu_time(const pkhost_vm *vm, int64_t now);
bool task_run(pkhost_vm *vm);
bool meter_step(pkhost_vm *vm);      /* true: it must not go on */
bool meter_take_step(pkhost_vm *vm); /* likewise: false, with an exception */
/* Whether native code holds a pointer into these bytes. */
bool callbacks_hold(const pkhost_vm *vm, const void *start, size_t size);
bool on_value_stack(const VM *pk, const py_TValue *value);
/* Every object of a VM. */
void heap_visit(VM *pk, void (*visit)(PyObject *, void *), void *context);
bool too_deep(void); /* the C stack is low; RecursionError */

#include "interpose/originals.h"

#pragma GCC visibility pop

#endif
