/* vm.h -- a VM: all that the engine keeps for it outside of its region.
 *
 * The struct is known to every layer, and has a part for each job.  Every file may
 * read a part.  The comment on a part names the file that owns it; where other files
 * set a member, the member's comment names them (tests/test_structure_c.py checks
 * that).  What only one layer knows the inside of is a pointer to a struct of that
 * layer's.
 *
 * Which threads may use a part, unless its comment says otherwise: while a run is under
 * way, the run's worker; else, the thread that holds `lock`.
 */
#ifndef PKHOST_BASE_VM_H
#define PKHOST_BASE_VM_H

#include "base/events.h"
#include "base/host.h"
#include "base/pocketpy.h"
#include "base/stream.h"
#include "base/text.h"
#include "pkhost.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>

struct region;       /* memory/region.h */
struct image;        /* memory/image.h */
struct deadlines;    /* stop/deadlines.h */
struct slice;        /* stop/slices.c */
struct file;         /* io/file_records.h */
struct guard_tables; /* interpose/guards.c */

/* --------------------------------------------------------------------- stopping */

/* Whether a jump may be made (stop/zone.h). */
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
    STOP_CRASH, /* only ever the reason of an abandonment */
};

/* Values that a native operation points at while it calls back into the script.
 * The dicts that they lie in must not change (interpose/callbacks.h). */
typedef struct pinned {
    const void *first, *second;
    struct pinned *outer;
    int depth; /* how many there are, with this one */
} pinned;

/* A container whose repr() is being made, on the C stack (python/container_text.c). */
typedef struct shown {
    const PyObject *object;
    struct shown *outer;
} shown;

/* One call of PocketPy's loop, to which a stop can jump (interpose/frames.c), and
 * what was there before the call. */
typedef struct guard {
    jmp_buf context;
    struct guard *outer;
    const py_Frame *outer_frame;
    pinned *pinned;
    shown *shown;
} guard;

enum { FAULT_TEXT = 160 };

/* The stop of a run: stop/stop.c.  Any thread may read `reason`, and may set it
 * while it is STOP_NONE. */
struct vm_stop {
    /* enum stop.  Set by an abandonment too: stop/zone.c; after a fork: run/run.c;
     * put back after a look that failed: run/inspect.c. */
    _Atomic int32_t reason;
    guard *guard;     /* the innermost; NULL: none.  interpose/frames.c */
    sigjmp_buf entry; /* where an abandonment leads: run/script.c */
    /* enum stop: why the run was abandoned.  stop/zone.c; put back where it was not the
     * run that failed: run/script.c, run/inspect.c. */
    volatile sig_atomic_t abandoned;
    bool distrusted; /* anything in the region may have been overwritten: run/script.c */
    /* ns of processor time at the first signal after a stop; 0: none.  stop/faults.c */
    int64_t overdue_since;
    /* Of the worker that has the run; NULL: none has.  Under `lock`: run/workers.c,
     * run/run.c. */
    struct deadlines *deadlines;
    /* By exit(), or by SystemExit as run/outcome.c finds it: */
    bool exited;       /* the script ended by it: run/outcome.c */
    bool exit_said;    /* with a message in place of a code: run/outcome.c */
    int64_t exit_code; /* run/outcome.c */
    /* Of a crash: */
    bool aborted; /* PocketPy called abort(), having said why on stderr: libc/process.c */
    /* What went wrong: stop/zone.c, interpose/assumptions.c; forgotten where
     * it was not the run that failed: run/script.c. */
    char fault[FAULT_TEXT];
};

/* Runs in slices, and by lines: stop/slices.c, and run/pause.c for what hosts
 * ask for. */
struct vm_slice {
    struct slice *context;      /* the script's own stack; NULL: this run cannot pause */
    char *stack_limit;          /* native calls go no deeper than here: run/script.c */
    int64_t steps_given;        /* the run's budget; -1: its steps are not counted */
    int64_t steps_after;        /* what is left of the budget beyond this slice */
    int64_t steps_next;         /* how many the next slice is to get; -1: all */
    int64_t step_counted;       /* 1: the step that the run paused before was counted already */
    bool over;                  /* the slice's steps are used up */
    bool pausing;               /* the worker has left the run, to be paused: run/run.c */
    bool by_line;               /* pause at each new line */
    const py_Frame *line_frame; /* where the last line was, */
    int line;                   /* and which */
    atomic_bool pause_wanted;   /* by the host, at the next step */
    atomic_bool paused;         /* no worker has the run: run/run.c */
};

/* The time of a run, in ns: stop/used_time.c.  What functions of the host's take is
 * not the script's. */
struct vm_time {
    int64_t wall_start, cpu_start; /* as if the run had had no pauses */
    int64_t wall_used, cpu_used;   /* in slices before this one */
    int64_t in_host_before;        /* taken by functions of the host's that have returned */
    int64_t host_since;            /* when the one began that runs now, */
    volatile sig_atomic_t in_host; /* if one does */
    int64_t slept;                 /* by time.sleep() in a deterministic run: python/sleep.c */
};

/* ------------------------------------------------------------ a run, its streams */

/* What this run works with, and where it runs: run/run.c.  Any thread may read
 * what is atomic. */
struct vm_run {
    atomic_bool active;             /* a run is under way; set and cleared under `lock` */
    text source, filename, payload; /* of the request, copied */
    /* Where each was last: run/wait.c, run/workers.c. */
    _Atomic int32_t host_processor, worker_processor;
    _Atomic uint32_t released; /* futex: counted up when a run's worker has let go of the VM */
};

/* What a run leaves behind: run/outcome.c. */
struct vm_result {
    /* Points into what follows, and into other parts; what was used: run/run.c. */
    pkhost_outcome outcome;
    text value;     /* MessagePack, */
    bool has_value; /* if the run has one: run/task.c */
    text error_type, error_message, error_text, refused;
    enum pkhost_limit exception_limit; /* that the exception is about which ended the run */
};

/* Output: io/streams.c.  Under its own lock. */
struct vm_output {
    pthread_mutex_t lock;
    stream out, err;
    bool early;              /* the host wants output while the script runs, */
    bool announced;          /* and was told that there is some */
    enum pkhost_limit limit; /* which one was passed first; that of the files: io/files.c */
    text last_line;          /* of standard error: an abort explains itself there */
};

/* Input: io/streams.c.  Under the lock of the output. */
struct vm_input {
    text data;
    size_t taken;   /* bytes of data that the script has read */
    bool on_demand; /* the host is asked when there is none, */
    bool wanted;    /* and is asked now, */
    bool ended;     /* and has no more */
};

/* What PocketPy gets for a FILE is the address of one of these. */
enum { FILE_HANDLES = 256 };
typedef struct open_file {
    struct file *file; /* NULL: not open */
    size_t at;
    bool reads, writes, appends, at_end;
    uint32_t serial; /* no two that were open in a VM have the same, until they are very many */
} open_file;

/* The files of a run: io/files.c, io/file_records.c, io/folders.c. */
struct vm_files {
    struct file *first;
    size_t count, made; /* of files and folders: now, and ever in this run */
    open_file handles[FILE_HANDLES];
    int handles_used;     /* those behind were never open in this run */
    uint32_t opened;      /* the last serial */
    text folder;          /* the current one, as paths have it (io/file_records.h), with a NUL */
    uint64_t used, quota; /* bytes */
    uint64_t reached;     /* of those in all, or in one file, that a write went beyond */
    text packed;          /* those that were written, for the host */
};

/* ------------------------------------------------------- PocketPy, and what a VM is */

/* What is known of an exception besides its class and text (interpose/facts.h). */
typedef struct fact {
    enum pkhost_limit limit; /* that it is about */
    py_Name refused;         /* what the policy refused; NULL: nothing */
    py_Name missing;         /* the name that a NameError is about, or NULL */
} fact;

/* What functions that stand before PocketPy's tell each other.  The files of each
 * member are beside it; run/script.c clears what a jump may have left. */
struct vm_checks {
    /* Of the next exception, in place of its own; or NULL: interpose/calls.c tells
     * language/raise.c. */
    const char *next_message;
    /* While a class's members were made: interpose/enums.c tells language/raise.c. */
    bool class_failed;
    /* Where an abort of the compiler's leads, or NULL: compiler/choice.c. */
    jmp_buf *compile_abort;
    /* The innermost, or NULL: interpose/callbacks.h, interpose/frames.c. */
    pinned *pinned;
    /* The innermost, or NULL: python/container_text.c, interpose/frames.c. */
    shown *shown;
    /* Of the syntax error that is about to be raised; 0: unknown.  interpose/syntax.c tells
     * language/raise.c; interpose/bytecode.c and interpose/assumptions.c clear it. */
    int syntax_column;
    /* The exception raised last, if `note` is about it; else NULL: interpose/facts.c. */
    const PyObject *noted;
    fact note; /* interpose/facts.c */
    /* Of the syntax error that is about to be raised, in dialect "python"; else NULL.
     * language/syntax_errors.c */
    const struct source_error *source_error;
};

enum { EXCEPTION_TYPES_MOST = 80 };

/* Types that are looked for again; each is set when the VM is built. */
struct vm_types {
    py_Type set;       /* the builtin class: interpose/policy.c, python/set_methods.c */
    py_Type frozenset; /* python/set_methods.c, as is */
    py_Type set_iterator;
    py_Type bytearray, memoryview, bytes_iterator; /* python/bytes.c */
    py_Type dict_views[3];                         /* of keys, values, items: python/dict_views.c */
    py_Type native_method; /* of native methods in a script's hands: interpose/natives.c */
    /* What CPython calls some of these, and bound ones: language/native_kinds.h */
    py_Type wrapper_descriptor, method_wrapper, classmethod_descriptor;
    py_Type native_property; /* of native properties: language/native_properties.c */
    py_Type json_error;      /* json.JSONDecodeError: python/json_write.c */
    py_Type complex;         /* of dialect "python": python/complex_methods.c */
    py_Type big_integer;     /* ints beyond 64 bits: python/integers.c */
    /* Of dialect "python": */
    py_Type exceptions[EXCEPTION_TYPES_MOST]; /* in their order: language/exceptions.c,
                                               * language/exception_groups.c */
    py_Type traceback;                        /* language/tracebacks.c */
    py_Type frame;                            /* language/frame_attributes.c */
    py_Type mapping_proxy;                    /* language/mapping_proxies.c */
    py_Type cell;                             /* language/cells.c */
    py_Type sequence_iterator;                /* language/iterators.c */
    py_Type function_code;                    /* language/code_objects.c */
    /* language/generator_methods.c, language/async.c */
    py_Type coroutine, async_generator, async_step, async_value, async_default, coroutine_wrapper;
    py_Type callable_iterator;         /* python/builtin_iterators.c */
    py_Type text_stream;               /* python/text_streams.c */
    py_Type named_tuple;               /* python/system.c */
    py_Type generator;                 /* of random numbers: python/random_module.c */
    py_Type pattern_memory;            /* python/patterns_module.c */
    py_Type slot;                      /* one of __slots__: language/slot_methods.c */
    py_Type generic_alias, union_type; /* list[int], int | None: language/aliases.c */
};

enum { POLICY_WORDS_MOST = 1 << 16 };

/* What the script may import and see: interpose/policy.c. */
struct vm_policy {
    text words;        /* given to pkhost_vm_new, each with a NUL */
    bool every_module; /* "*" */
    text natives;      /* the modules of a VM that was just built, each with a NUL */
};

/* From the making of a VM to its end: run/life.c.  Under `lock`, but for the list. */
struct vm_life {
    bool closed;         /* no more runs: run/vm.c */
    bool free_after_run; /* its owner has let go of it: run/vm.c */
    /* Before anything else: a fork cut a run off.  run/run.c; done by run/life.c. */
    bool must_restore;
    /* What it is being put back to, or will be at once; a child that is forked meanwhile
     * finishes that.  Otherwise NULL.  run/life.c; announced by run/run.c. */
    const struct image *_Atomic putting_back;
    uint64_t restores;              /* how often it was put back to what it was when new */
    struct pkhost_vm *next, **link; /* in the list of all VMs, under that one's lock */
};

struct pkhost_vm {
    uint64_t number; /* no other VM has ever had */
    struct region *region;
    VM *current; /* region_vm(region), for PocketPy: base/current.c, which knows its offset */
    struct image *image; /* of the VM when it was new */
    pthread_mutex_t lock;
    struct vm_life life;

    volatile sig_atomic_t zone; /* enum zone: stop/zone.h */
    struct vm_stop stop;
    struct vm_slice slice;
    struct vm_time time;
    text traceback; /* where the script was when it ended: stop/traceback.c */

    pkhost_request request; /* of the run; its texts are in `run` */
    struct vm_run run;
    struct vm_output output;
    struct vm_input input;
    struct vm_files files;
    struct events events; /* any thread: base/events.h */
    struct vm_result result;

    struct vm_policy policy;
    struct vm_host host; /* calls of the host's functions: border/host_functions.c */
    struct vm_types types;
    struct vm_checks checks;
    struct guard_tables *guards; /* what stands before its native methods */
};

/* What rests in PocketPy's registers, which scripts cannot reach. */
enum { VALUE_REGISTER = 11, HOST_ERROR_REGISTER = 12, STOP_REGISTER = 13 };

#endif
