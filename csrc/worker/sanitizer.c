/* sanitizer.c - what a worker that was built by scripts/sanitize tells AddressSanitizer.
 *
 * The host's process gets its options from the environment, of which a worker has none.
 * The script says what they are for. */
#if defined(__SANITIZE_ADDRESS__)

const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0:"
           "allow_user_segv_handler=1:use_sigaltstack=0:detect_leaks=0:"
           "detect_stack_use_after_return=0:allocator_may_return_null=1:quarantine_size_mb=16:"
           "exitcode=99:print_summary=0:symbolize=0:verify_asan_link_order=0";
}

#else
typedef int nothing; /* C has no empty files */
#endif
