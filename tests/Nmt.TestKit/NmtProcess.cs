using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Nmt.TestKit;

/// <summary>The built executable <c>nmt</c>, run as a process.</summary>
public sealed class NmtProcess : IDisposable
{
    private const string Env = "/usr/bin/env";
    private const string ExecutableVariable = "NMT_TEST_EXECUTABLE";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    private readonly Process _process;
    private readonly NmtCall _call;
    private readonly MemoryStream _output = new();
    private readonly MemoryStream _error = new();
    private readonly Task _reading;

    private NmtProcess(Process process, NmtCall call)
    {
        (_process, _call) = (process, call);
        _reading = Task.WhenAll(
            Collect(process.StandardOutput.BaseStream, _output), Collect(process.StandardError.BaseStream, _error));
        if (call.Input is { } input)
        {
            Feed(input);
            CloseInput();
        }
    }

    /// <summary>The executable that NMT_TEST_EXECUTABLE names, or else the one built in the same configuration as the calling test.</summary>
    /// <exception cref="FileNotFoundException">When it is not built.</exception>
    public static string Executable { get; } = Find();

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Standard error so far.</summary>
    public string ErrorSoFar => TextSoFar(_error);

    /// <summary>Standard output so far.</summary>
    public string OutputSoFar => TextSoFar(_output);

    /// <summary>Runs the executable to its end.</summary>
    /// <param name="arguments">The command line.</param>
    public static NmtResult Run(params string[] arguments) => Run(new NmtCall(arguments));

    /// <summary>Runs the executable to its end.</summary>
    /// <param name="call">How to call it.</param>
    public static NmtResult Run(NmtCall call)
    {
        using var process = Start(call);
        return process.Wait();
    }

    /// <summary>Runs a bash command, which may call the executable, to its end.</summary>
    /// <param name="command">The command.</param>
    public static NmtResult Shell(string command)
    {
        using var process = Start(new NmtCall(), "bash", ["-c", command]);
        return process.Wait();
    }

    /// <summary>Starts the executable without waiting for it.</summary>
    /// <param name="call">How to call it.</param>
    public static NmtProcess Start(NmtCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Start(call, Executable, call.Arguments);
    }

    /// <summary>Starts the executable through a script of <c>sh</c>, as the leader of a process group of its own, and does not wait.</summary>
    /// <param name="script">The script, in which <c>"$@"</c> is the command.</param>
    /// <param name="call">How to call the executable.</param>
    public static NmtProcess StartThrough(string script, NmtCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Start(call, "setsid", ["sh", "-c", script, "sh", Executable, .. call.Arguments]);
    }

    private static NmtProcess Start(NmtCall call, string program, string[] arguments)
    {
        // A shell starts background processes with SIGINT ignored, nohup ignores SIGHUP, and children inherit that: env undoes it.
        bool hasEnv = OperatingSystem.IsLinux() && File.Exists(Env);
        var start = new ProcessStartInfo(
            hasEnv ? Env : program, hasEnv ? ["--default-signal=INT,TERM,HUP", program, .. arguments] : arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            WorkingDirectory = call.Folder ?? "",
        };
        // Several of these run at the same time with tiny models: one thread each is fastest.
        start.Environment["OMP_NUM_THREADS"] = "1";
        foreach (var (name, value) in call.Environment)
        {
            start.Environment[name] = value;
        }

        return new NmtProcess(Process.Start(start)!, call);
    }

    /// <summary>Sends text to standard input, which stays open.</summary>
    /// <param name="text">The text, sent as UTF-8.</param>
    public void Write(string text) => Feed(Encoding.UTF8.GetBytes(text));

    /// <summary>Ends standard input.</summary>
    public void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The process may end without reading all of its input.
        }
    }

    /// <summary>Sends a signal, named as for <c>kill</c>: INT, TERM, KILL.</summary>
    /// <param name="name">The signal.</param>
    public void Signal(string name) => Signal(name, Id);

    /// <summary>Sends a signal to the process and to all of its process group, which it leads.</summary>
    /// <param name="name">The signal.</param>
    public void SignalGroup(string name) => Signal(name, -Id);

    /// <summary>Sends a signal to a process that this one has started, or to a process group.</summary>
    /// <param name="name">The signal.</param>
    /// <param name="id">Number of the process; negative for a group.</param>
    public static void Signal(string name, int id)
    {
        using var kill = Process.Start("kill", ["-s", name, "--", id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits until a text appears on standard error.</summary>
    /// <param name="text">Part of the expected text.</param>
    /// <exception cref="InvalidOperationException">When the process ends or times out before that.</exception>
    public void WaitForError(string text) =>
        WaitFor(() => ErrorSoFar.Contains(text, StringComparison.Ordinal), $"say '{text}'");

    /// <summary>Waits for a condition.</summary>
    /// <param name="isDone">The condition.</param>
    /// <param name="what">A description for the message of a failure.</param>
    /// <exception cref="InvalidOperationException">When the process ends or times out before the condition is met.</exception>
    public void WaitFor(Func<bool> isDone, string what)
    {
        ArgumentNullException.ThrowIfNull(isDone);
        var watch = Stopwatch.StartNew();
        while (!isDone())
        {
            if (_process.HasExited || watch.Elapsed > _call.Timeout)
            {
                // The effects of its last actions may become visible only now.
                if (isDone())
                {
                    return;
                }

                throw new InvalidOperationException($"nmt {string.Join(' ', _call.Arguments)} did not {what}: {ErrorSoFar}");
            }

            Thread.Sleep(Poll);
        }
    }

    /// <summary>Waits until the process ends.</summary>
    /// <exception cref="TimeoutException">When it takes too long; it is then killed.</exception>
    public NmtResult Wait()
    {
        if (!_process.WaitForExit(_call.Timeout) || !_reading.Wait(_call.Timeout))
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"nmt {string.Join(' ', _call.Arguments)} ran longer than {_call.Timeout}: {ErrorSoFar}");
        }

        return new NmtResult(_process.ExitCode, _output.ToArray(), ErrorSoFar);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static string Find()
    {
        // scripts/test names the precompiled program, which starts faster and is the one that users run.
        if (Environment.GetEnvironmentVariable(ExecutableVariable) is { Length: > 0 } given)
        {
            return File.Exists(given) ? given : throw new FileNotFoundException($"{ExecutableVariable}: {given} does not exist.");
        }

        // The build puts both tests and executable into artifacts/bin/PROJECT/CONFIGURATION.
        string configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string name = OperatingSystem.IsWindows() ? "nmt.exe" : "nmt";
        string path = Path.Combine(RepositoryRoot.Path, "artifacts", "bin", "Nmt.Cli", configuration, name);
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{path} does not exist: build src/Nmt.Cli in configuration {configuration} first.");
    }

    private static async Task Collect(Stream from, MemoryStream to)
    {
        byte[] buffer = new byte[4096];
        int count;
        while ((count = await from.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            lock (to)
            {
                to.Write(buffer, 0, count);
            }
        }
    }

    private static string TextSoFar(MemoryStream collected)
    {
        lock (collected)
        {
            return Encoding.UTF8.GetString(collected.GetBuffer(), 0, (int)collected.Length);
        }
    }

    private void Feed(byte[] bytes)
    {
        try
        {
            _process.StandardInput.BaseStream.Write(bytes);
            _process.StandardInput.BaseStream.Flush();
        }
        catch (IOException)
        {
            // The process may end without reading all of its input.
        }
    }
}
