/* launcher.h - what the launcher is, and what it and the host say to each other: for all of
 * the launcher, and for csrc/spawn and pkhost/programs/_wire.py, the host's side.
 *
 * THEORY OF OPERATION
 *
 * The host (a Python process, perhaps with many threads and much memory) wants
 * to run a program that nobody trusts.  It never forks.  It spawns this
 * launcher with vfork semantics (csrc/spawn/spawn.c), sharing its memory until
 * the exec, which costs the same however large the host is, and the launcher
 * does the rest.
 * Up to three processes take part:
 *
 *   supervisor   The launcher itself, outside of every namespace, with the
 *                host's privileges.  Starts the rest, watches the limits on
 *                time and memory, ends everything, reports once, exits.  It is
 *                a subreaper: what the program orphans becomes its child.
 *
 *   init         Only with namespaces.  A forked copy of the supervisor that
 *                was born into the new namespaces and builds the private root.
 *                With a process namespace it is process 1 there: it reaps
 *                orphans, and when it exits the kernel kills every process of
 *                the namespace and waits for them.  Without one it goes on to
 *                become the program.
 *
 *   program      Made with vfork semantics, walks down the checklist in
 *                start/program.c, and ends in execve.
 *
 * File descriptors at the start of the launcher (the host sets them up, the
 * launcher closes all others first thing):
 *
 *   0 1 2   the program's standard input, output and error.  The supervisor
 *           closes the input as soon as the program has its own, so that the
 *           host notices when the program closes it, but holds on to the
 *           outputs: the host reads until the report comes, not until end of
 *           file, which a process that was handed the pipe could delay.
 *   3       the control channel, one end of a SOCK_SEQPACKET pair.  The first
 *           message, there before the launcher starts, is the configuration,
 *           which begins with struct config, or CONFIG_IN_FILE, a single byte,
 *           if it is too large for a message.  Then the host sends one-byte
 *           commands (enum command).  The launcher sends one struct report, the
 *           last thing it does.  The host's end closing means the same as
 *           COMMAND_KILL.
 *   4       only after CONFIG_IN_FILE: a file (memfd), the configuration.
 *
 * None of them but 0, 1 and 2 is ever open in the program.
 *
 * Who dies when:
 *   the program exits   -> everything that it left behind is killed
 *   a limit is reached  -> everything is killed
 *   the host dies       -> the supervisor sees it through a pidfd of the host
 *                          and through the control channel; everything is killed
 *   the supervisor dies -> parent-death signals kill init (and with it the
 *                          namespace) or, without namespaces, the program; the
 *                          host kills whatever else has config.mark on it
 *
 * The supervisor, which has made the scratch folder, removes it once all of the
 * above are dead and the report is sent, so that no result waits for it.  It does
 * so whether or not the host lives.  The host waits a moment for the supervisor's
 * exit, and reaps it later if it takes longer.  If the supervisor was killed, the
 * host starts the launcher once more, to remove the folder.
 *
 * "The sandbox failed" and "the program failed" never look alike: until execve
 * has succeeded, whatever goes wrong is written to memory shared with the
 * supervisor as a step and an errno, and reported as OUTCOME_NOT_STARTED or
 * OUTCOME_SETUP_FAILED.  No exit code stands for it.
 *
 * The launcher decides nothing.  Which protections to put up is in the
 * configuration; one that cannot be put up ends the run.  Finding out what
 * this machine offers, and choosing, is the host's business: it tries each
 * protection out by running the launcher.
 *
 * Both sides are built and installed together, so the two structs have no
 * versions; the magic numbers only catch a launcher of another installation.
 *
 * FILES
 *
 *   main.c        the order of a run, from the entry to the exit
 *   watch/        the supervisor while the program runs: limits on time and memory, the
 *                 tree of processes, the account of what they use, the end, the report
 *   start/        the configuration, init, and the program's checklist
 *   protections/  user, Landlock, filter, private root, control group
 *   scratch/      the folder that the program may write to, and its removal
 *   base/         files, clocks; and run.h, what is known of this run
 *
 * What the worker of isolated scripts needs too is in csrc/confine.
 *
 * Each folder includes those below it in this list, and none above it.
 * tests/test_structure_c.py checks that, and that no file needs one that needs it.
 */
#ifndef PKHOST_LAUNCHER_H
#define PKHOST_LAUNCHER_H

#include <stdint.h>

#define CONFIG_MAGIC 0x31676b70u /* "pkg1" in memory */
#define REPORT_MAGIC 0x31726b70u /* "pkr1" */

#define CONTROL_FD 3
#define CONFIG_FD 4

/* The largest configuration that goes through the control channel, where every
 * system's usual socket buffers have room for it. */
#define CONFIG_MESSAGE (16 << 10)
#define CONFIG_IN_FILE 'f'

/* A limit of this value is no limit. */
#define UNLIMITED UINT64_MAX

/* config.protections: what to put up. */
enum protection {
    PROTECT_NO_NEW_PRIVS = 1 << 0,       /* set-user-ID bits and file capabilities do nothing */
    PROTECT_UNPRIVILEGED = 1 << 1,       /* no capabilities; root becomes an unused user */
    PROTECT_LANDLOCK = 1 << 2,           /* only the listed paths */
    PROTECT_LANDLOCK_NETWORK = 1 << 3,   /* no TCP bind or connect */
    PROTECT_LANDLOCK_SCOPE = 1 << 4,     /* no signals nor abstract sockets to outside */
    PROTECT_SECCOMP = 1 << 5,            /* the system call filter of protections/filter.c */
    PROTECT_PID_NAMESPACE = 1 << 6,      /* sees and signals only its own processes */
    PROTECT_MOUNT_NAMESPACE = 1 << 7,    /* a root that holds only the listed paths */
    PROTECT_IPC_NAMESPACE = 1 << 8,      /* no System V or POSIX IPC with outside */
    PROTECT_UTS_NAMESPACE = 1 << 9,      /* a host name of its own */
    PROTECT_NETWORK_NAMESPACE = 1 << 10, /* no network devices but a loopback that is down */
    PROTECT_CGROUP = 1 << 11,            /* memory and process limits by a control group */
    PROTECT_CPU_ACCOUNTING = 1 << 12,    /* counts children that leave no record: watch/clock.c */
};

#define PROTECT_NAMESPACES                                                   \
    (PROTECT_PID_NAMESPACE | PROTECT_MOUNT_NAMESPACE | PROTECT_IPC_NAMESPACE \
     | PROTECT_UTS_NAMESPACE | PROTECT_NETWORK_NAMESPACE)

/* config.options: how to put them up. */
enum option {
    /* Make the namespaces inside a new user namespace: what a process without
     * CAP_SYS_ADMIN has to do. */
    OPTION_USER_NAMESPACE = 1 << 0,
    /* Keep the right to pass over file permissions when root is given up.  Set
     * only where Landlock or the private root say which files there are, so
     * that a program run by root can read what it was given, wherever root
     * keeps it. */
    OPTION_KEEP_FILE_ACCESS = 1 << 1,
    /* For compilers: System V IPC, memfd and changes of file modes stay allowed. */
    OPTION_FILTER_COMPILER = 1 << 2,
    /* Sockets stay allowed. */
    OPTION_FILTER_NETWORK = 1 << 3,
    /* Neither a process namespace nor a user of its own keeps the program from
     * the host and other processes of its user: let the filter do what it can. */
    OPTION_FILTER_PROCESSES = 1 << 4,
    /* Count the user's processes before setting the process limit, since the
     * kernel counts them per user and nothing gives this run a user of its own. */
    OPTION_COUNT_PROCESSES = 1 << 5,
    /* The standard streams are a terminal: make it the program's own. */
    OPTION_TERMINAL = 1 << 6,
};

/* path_entry.access */
enum access {
    ACCESS_READ = 1 << 0,     /* read files, list folders */
    ACCESS_WRITE = 1 << 1,    /* also create, change, rename, remove */
    ACCESS_EXECUTE = 1 << 2,  /* also execute */
    ACCESS_OPTIONAL = 1 << 3, /* skip it if it does not exist */
    ACCESS_DEVICE = 1 << 4,   /* a device file: its bind mount honours devices */
    ACCESS_SCRATCH = 1 << 5,  /* private root: an empty tmpfs of config.disk bytes */
    ACCESS_PROC = 1 << 6,     /* private root: a new /proc, or an empty folder if refused */
    ACCESS_LIST = 1 << 7,     /* list a folder, and those in it, and read no file */
    ACCESS_THERE = 1 << 8,    /* private root: nothing to mount, it is there by then */
};

/* All offsets are in bytes from the start of the configuration; texts end in a
 * zero byte; lists are aligned to 8 bytes. */
struct list {
    uint32_t offset;
    uint32_t count;
};

struct path_entry {
    uint32_t path; /* offset of an absolute path without "..", parents first */
    uint32_t access;
};

/* A file to write into the scratch folder before the program starts. */
struct file_entry {
    uint32_t path; /* from the scratch folder, without ".." */
    uint32_t data;
    uint32_t size;
    uint32_t mode;
};

struct config {
    uint32_t magic;
    uint32_t size; /* of the whole configuration */
    uint32_t protections;
    uint32_t options;
    int32_t host;       /* process id of the host */
    uint32_t user_base; /* root only: the program's user and group are this plus a process id */
    uint64_t mark;      /* for RLIMIT_LOCKS: how to find what a killed supervisor leaves */
    uint64_t wall_time; /* nanoseconds */
    uint64_t cpu_time;  /* nanoseconds */
    uint64_t memory;    /* bytes; sampled, or exact with a control group */
    uint64_t address_space;
    uint64_t processes;
    uint64_t open_files;
    uint64_t file_size;
    uint64_t disk;         /* bytes in the scratch folder of a private root */
    uint64_t stack;        /* bytes of a process's main stack */
    struct list arguments; /* of uint32_t: offsets of texts */
    struct list environment;
    struct list paths; /* of struct path_entry */
    struct list files; /* of struct file_entry */
    uint32_t program;  /* the file to execute; 0 to only find out what can be put up */
    uint32_t folder;   /* where it starts */
    uint32_t cgroup;   /* the control group to make one in; with PROTECT_CGROUP */
    uint32_t scratch; /* 0, or the scratch folder: not there yet, unless a path is ACCESS_SCRATCH */
};

enum command {
    COMMAND_KILL = 'k', /* end the run now; the report still comes */
};

enum outcome {
    OUTCOME_ENDED = 1,        /* the program ran; wait_status says how it ended */
    OUTCOME_NOT_STARTED = 2,  /* execve failed with `error`; nothing of it ran */
    OUTCOME_SETUP_FAILED = 3, /* `step` failed with `error`; nothing of it ran */
};

/* Why the supervisor killed the program, if it did so first. */
enum reason {
    REASON_NONE = 0, /* it ended by itself */
    REASON_HOST = 1, /* the host said so, or is gone */
    REASON_WALL_TIME = 2,
    REASON_CPU_TIME = 3,
    REASON_MEMORY = 4,
};

/* report.step: the names are in pkhost/programs/_wire.py, in this order. */
enum step {
    STEP_NONE,
    STEP_CONFIG,
    STEP_SUPERVISOR,
    STEP_CGROUP,
    STEP_NAMESPACES,
    STEP_USER_MAP,
    STEP_MOUNT_ROOT,
    STEP_MOUNT_PATH, /* `detail` is the index in config.paths */
    STEP_FILES,      /* `detail` is the index in config.files */
    STEP_HOSTNAME,
    STEP_FORK,
    STEP_SESSION,
    STEP_LIMITS,
    STEP_NO_NEW_PRIVS,
    STEP_LANDLOCK, /* `detail` is the index in config.paths */
    STEP_LANDLOCK_NETWORK,
    STEP_LANDLOCK_SCOPE,
    STEP_USER,
    STEP_SECCOMP,
    STEP_FOLDER,
    STEP_EXECUTE,
    STEP_SCRATCH,
    STEP_CPU_ACCOUNTING,
};

struct report {
    uint32_t magic;
    uint32_t outcome;
    uint32_t reason;
    int32_t wait_status; /* as wait4 gives it */
    uint32_t step;
    int32_t error; /* errno */
    uint32_t detail;
    uint32_t cgroup_oom; /* whether the control group ran out of memory */
    int64_t wall_time;   /* nanoseconds, from the start of the launcher to the program's end */
    int64_t user_time;   /* nanoseconds, of the whole tree */
    int64_t system_time;
    int64_t peak_process; /* bytes: the largest resident size of any one process */
    int64_t peak_tree;    /* bytes: largest sampled sum, or the control group's; 0 if none */
    int64_t context_switches;
};

_Static_assert(sizeof(struct config) == 152, "struct config is also in _wire.py");
_Static_assert(sizeof(struct report) == 80, "struct report is also in _wire.py");

#endif
