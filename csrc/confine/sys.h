/* sys.h - system calls without a C library: for the launcher, and for what the launcher and
 * the worker have in common (csrc/confine).
 *
 * The launcher is linked against nothing.  A C library, even a static one,
 * spends more time starting (it asks the processor for its features, which
 * traps in a virtual machine) than the launcher needs for its whole job, and
 * its fork and thread state would have to be thought about in a process that
 * shares memory between parent and vfork child.
 *
 * The worker has a C library, but protections that are for one thread alone: the C
 * library's functions for them change all threads.
 *
 * Every function here is one system call and returns what the kernel returns:
 * a value >= 0, or the negated errno.  Nothing sets or reads a global errno.
 */
#ifndef PKHOST_CONFINE_SYS_H
#define PKHOST_CONFINE_SYS_H

#include <stddef.h>
#include <stdint.h>

#include <asm/unistd.h>
#include <linux/errno.h>

#if defined(__x86_64__)

static inline long sys6(long n, long a, long b, long c, long d, long e, long f)
{
    long result;
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;

    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

#elif defined(__aarch64__)

static inline long sys6(long n, long a, long b, long c, long d, long e, long f)
{
    register long x8 __asm__("x8") = n;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    register long x5 __asm__("x5") = f;

    __asm__ volatile("svc 0"
                     : "+r"(x0)
                     : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
                     : "memory");
    return x0;
}

#else
#error \
    "pkhost knows x86_64 and aarch64; to port it, add the system call and clone_vm() for this machine in confine/sys.h and start/vfork.c"
#endif

#define SYS0(n) sys6((n), 0, 0, 0, 0, 0, 0)
#define SYS1(n, a) sys6((n), (long)(a), 0, 0, 0, 0, 0)
#define SYS2(n, a, b) sys6((n), (long)(a), (long)(b), 0, 0, 0, 0)
#define SYS3(n, a, b, c) sys6((n), (long)(a), (long)(b), (long)(c), 0, 0, 0)
#define SYS4(n, a, b, c, d) sys6((n), (long)(a), (long)(b), (long)(c), (long)(d), 0, 0)
#define SYS5(n, a, b, c, d, e) sys6((n), (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), 0)
#define SYS6(n, a, b, c, d, e, f) \
    sys6((n), (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))

/* Numbers that older kernel headers lack; they are the same on every machine. */
#ifndef __NR_close_range
#define __NR_close_range 436
#endif
#ifndef __NR_openat2
#define __NR_openat2 437
#endif
#ifndef __NR_pidfd_open
#define __NR_pidfd_open 434
#endif
#ifndef __NR_mount_setattr
#define __NR_mount_setattr 442
#endif
#ifndef __NR_landlock_create_ruleset
#define __NR_landlock_create_ruleset 444
#define __NR_landlock_add_rule 445
#define __NR_landlock_restrict_self 446
#endif

/* The kernel's layouts that its exported headers do not give, or give only
 * together with the C library's. */

struct sys_timeval {
    int64_t sec;
    int64_t usec;
};

struct sys_timespec {
    int64_t sec;
    int64_t nsec;
};

struct sys_rusage {
    struct sys_timeval user;
    struct sys_timeval system;
    int64_t maxrss; /* KiB */
    int64_t unused[11];
    int64_t voluntary_switches;
    int64_t involuntary_switches;
};

struct sys_pollfd {
    int fd;
    short events;
    short revents;
};

struct sys_rlimit {
    uint64_t soft;
    uint64_t hard;
};

struct sys_statx {
    uint32_t mask, block_size;
    uint64_t attributes;
    uint32_t links, user, group;
    uint16_t mode, spare;
    uint64_t rest[29];
};

/* A message for sendmsg of one piece: struct msghdr and struct iovec. */
struct sys_piece {
    const void *base;
    uint64_t length;
};

struct sys_message {
    void *name;
    uint64_t name_length;
    const struct sys_piece *pieces;
    uint64_t count;
    const void *control;
    uint64_t control_length;
    uint64_t flags;
};

#define SYS_NO_SIGPIPE 0x4000 /* MSG_NOSIGNAL */

#define SYS_STATX_MODE 3 /* the type and the permissions */
#define SYS_STATX_LINKS 4
#define SYS_STATX_USER 8

#define SYS_TYPE(mode) ((mode) & 0170000)
#define SYS_IS_FOLDER(mode) (SYS_TYPE(mode) == 0040000)
#define SYS_IS_FILE(mode) (SYS_TYPE(mode) == 0100000)
#define SYS_IS_LINK(mode) (SYS_TYPE(mode) == 0120000)

#define SYS_POLLIN 1
#define SYS_AT_FDCWD (-100)
#define SYS_AT_SYMLINK_NOFOLLOW 0x100
#define SYS_O_RDONLY 0
#define SYS_O_WRONLY 1
#define SYS_O_CREAT 0100
#define SYS_O_EXCL 0200
#define SYS_O_NONBLOCK 04000
#define SYS_O_CLOEXEC 02000000
#define SYS_O_PATH 010000000
#if defined(__aarch64__)
#define SYS_O_DIRECTORY 040000
#define SYS_O_NOFOLLOW 0100000
#else
#define SYS_O_DIRECTORY 0200000
#define SYS_O_NOFOLLOW 0400000
#endif

#define SYS_SIGKILL 9
#define SYS_SIGCHLD 17

static inline long sys_open(const char *path, int flags, int mode)
{
    return SYS4(__NR_openat, SYS_AT_FDCWD, path, flags | SYS_O_CLOEXEC, mode);
}

static inline long sys_openat(int dir, const char *path, int flags, int mode)
{
    return SYS4(__NR_openat, dir, path, flags | SYS_O_CLOEXEC, mode);
}

static inline long sys_read(int fd, void *to, size_t most) { return SYS3(__NR_read, fd, to, most); }

static inline long sys_write(int fd, const void *from, size_t size)
{
    return SYS3(__NR_write, fd, from, size);
}

static inline long sys_close(int fd) { return SYS1(__NR_close, fd); }

/* One process, never a group (0, negative) or everything (-1): a process id
 * that was never set must not be a catastrophe. */
static inline long sys_kill(int pid, int signal)
{
    if (pid <= 1)
        return -ESRCH;
    return SYS2(__NR_kill, pid, signal);
}

/* One group: never the caller's own (0), everything (-1) or that of process 1. */
static inline long sys_kill_group(int group, int signal)
{
    if (group <= 1)
        return -ESRCH;
    return SYS2(__NR_kill, -(long)group, signal);
}

static inline long sys_wait4(int pid, int *status, int options, struct sys_rusage *usage)
{
    return SYS4(__NR_wait4, pid, status, options, usage);
}

static inline long sys_prctl(int what, unsigned long a, unsigned long b, unsigned long c,
                             unsigned long d)
{
    return SYS5(__NR_prctl, what, a, b, c, d);
}

static inline _Noreturn void sys_exit(int code)
{
    for (;;)
        SYS1(__NR_exit_group, code);
}

/* Nanoseconds on a clock of the kernel's.  A negative result is an errno. */
static inline int64_t sys_clock(int clock)
{
    struct sys_timespec now = { 0, 0 };
    long error = SYS2(__NR_clock_gettime, clock, &now);

    return error < 0 ? error : now.sec * 1000000000 + now.nsec;
}

/* What another process has used of processors, all its threads included. */
static inline int64_t sys_clock_of(int pid)
{
    return sys_clock((int)(~(unsigned)pid << 3 | 2)); /* the kernel's MAKE_PROCESS_CPUCLOCK */
}

#endif
