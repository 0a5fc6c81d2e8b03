using System.Diagnostics;
using System.Globalization;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>One request to stop, however training was launched and however often the signal arrives: the state is saved.</summary>
public sealed class SignalLaunchTests : IDisposable
{
    private const string Script = "/usr/bin/script";

    /// <summary>A launcher that passes signals to what it has launched, as npm, docker compose and srun do; it ends with its exit code.</summary>
    private const string Forwarding =
        """
        for s in INT TERM HUP; do trap "kill -s $s \$p" $s; done
        env --default-signal=INT "$@" & p=$!
        while kill -s 0 $p; do wait $p; code=$?; done 2>/dev/null
        exit $code
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly TinyCorpus _corpus;

    public SignalLaunchTests() => _corpus = new TinyCorpus(_folder, pairs: 200);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a session of its own", "exec \"$@\"", "TERM", 143)]
    [InlineData("a shell", "\"$@\"", "INT", 130)]
    [InlineData("a shell that stays", "trap : INT; \"$@\"; exit $?", "INT", 130)]
    [InlineData("a launcher that forwards", Forwarding, "INT", 130)]
    [InlineData("a launcher that forwards", Forwarding, "TERM", 143)]
    [InlineData("a launcher that forwards", Forwarding, "HUP", 129)]
    public void Signal_to_the_process_group_saves_the_state(string launcher, string script, string signal, int code)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Given
        Assert.NotEmpty(launcher);
        using var process = NmtProcess.StartThrough(script, Train());
        process.WaitForError("Update 10 ");

        // When
        process.SignalGroup(signal);

        // Then
        AssertSaved(process.Wait(), code);
    }

    [Fact]
    public void Timeout_which_signals_its_command_twice_saves_the_state()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Given
        using var process = NmtProcess.StartThrough("exec timeout --preserve-status -s INT 1000 \"$@\"", Train());
        process.WaitForError("Update 10 ");

        // When: its time is over.
        process.Signal("ALRM");

        // Then
        AssertSaved(process.Wait(), 130);
    }

    [Theory]
    [InlineData("exec nohup \"$@\"", "HUP")]
    [InlineData("\"$@\" & echo $! > pid; wait $!", "INT")]
    public void Signal_that_the_launcher_ignores_does_not_stop_training(string script, string ignored)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Given: what the shell runs in the background has a number of its own.
        using var process = NmtProcess.StartThrough(script, Train());
        process.WaitForError("Update 10 ");
        string file = _folder.Of("pid");
        int id = File.Exists(file) ? int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture) : process.Id;

        // When
        NmtProcess.Signal(ignored, id);
        int lines = process.ErrorSoFar.Length;
        process.WaitFor(() => process.ErrorSoFar.Length > lines + 500, "continue");
        NmtProcess.Signal("TERM", id);

        // Then
        AssertSaved(process.Wait(), 143);
    }

    [Fact]
    public void Closed_terminal_saves_the_state()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(Script))
        {
            return;
        }

        // Given: it holds the terminal that nmt writes to.
        string command = "'" + string.Join("' '", [NmtProcess.Executable, .. Train().Arguments]) + "'";
        using var terminal = NmtProcess.StartThrough($"shift; exec {Script} -qec \"$*\" /dev/null", new NmtCall(command) { Folder = _folder.Path });
        terminal.WaitFor(() => Log().Contains("Update 10 ", StringComparison.Ordinal), "train");

        // When
        terminal.Signal("KILL");
        terminal.Wait();

        // Then
        Assert.True(SpinWait.SpinUntil(() => Log().Contains("Interrupted at update", StringComparison.Ordinal), TimeSpan.FromMinutes(1)), Log());
        Assert.True(SpinWait.SpinUntil(() => !File.Exists(Path.Combine(Run, ".lock")), TimeSpan.FromMinutes(1)));
        Assert.InRange(RunFiles.LatestUpdate(Run), 10, long.MaxValue);
        Assert.Contains("\"outcome\": \"interrupted\"", File.ReadAllText(Path.Combine(Run, "run.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT", "INT", 10)]
    [InlineData("INT", "TERM", 0)]
    [InlineData("TERM", "INT", 0)]
    [InlineData("HUP", "TERM", 10)]
    public void Doubled_signal_is_one_request(string first, string second, int milliseconds)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Given
        using var process = NmtProcess.Start(Train());
        process.WaitForError("Update 10 ");

        // When
        process.Signal(first);
        Thread.Sleep(milliseconds);
        process.Signal(second);

        // Then: each signal is answered on a thread of its own, so either of two that come together may be the first.
        var result = process.Wait();
        Assert.Contains(result.ExitCode, new[] { CodeOf(first), CodeOf(second) });
        AssertSaved(result, result.ExitCode);
    }

    [Theory]
    [InlineData(1500, false)]
    [InlineData(3000, true)]
    public void Second_signal_ends_at_once_after_two_seconds_and_not_before(int milliseconds, bool ends)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Given: training that can come to no safe point, for nobody writes into the pipe that it reads.
        string pipe = _folder.Of("pipe");
        NmtProcess.Shell($"mkfifo {pipe}");
        using var process = NmtProcess.Start(Train("--set", $"data.validation.source={pipe}"));
        process.WaitFor(() => File.Exists(Path.Combine(Run, "train.log")), "begin");
        var watch = Stopwatch.StartNew();
        process.Signal("INT");
        process.WaitForError("nmt: stopping at the next safe point");

        // When
        Thread.Sleep(milliseconds);
        process.Signal("INT");
        if (!ends && watch.Elapsed > TimeSpan.FromSeconds(1.9))
        {
            // On a machine this slow the signal may have come too late; ShutdownSignalTests has the exact time.
            return;
        }

        // Then
        Assert.Equal(ends, SpinWait.SpinUntil(() => process.HasExited, TimeSpan.FromSeconds(ends ? 60 : 0.2)));
        if (!ends)
        {
            process.Signal("KILL");
        }

        Assert.Equal(ends ? 130 : 137, process.Wait().ExitCode);
        Assert.False(Directory.Exists(Path.Combine(Run, "checkpoints")));
    }

    private string Run => _folder.Of("run");

    private string Log()
    {
        string path = Path.Combine(Run, "train.log");
        if (!File.Exists(path))
        {
            return "";
        }

        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private static int CodeOf(string signal) => signal switch { "HUP" => 129, "INT" => 130, _ => 143 };

    private void AssertSaved(NmtResult result, int code)
    {
        Assert.Equal((code, ""), (result.ExitCode, result.Output));
        string[] messages = [.. result.ErrorLines.Where(line => line.StartsWith("nmt: ", StringComparison.Ordinal))];
        Assert.Equal("nmt: stopping at the next safe point; press Ctrl-C again after 2 seconds to stop immediately", messages[0]);
        Assert.StartsWith($"nmt: interrupted at update {RunFiles.LatestUpdate(Run)}; resume with: nmt train ", messages[1], StringComparison.Ordinal);
        Assert.Equal(2, messages.Length);
    }

    private NmtCall Train(params string[] more) =>
        new(["train", "--config", _corpus.Config, "--run-dir", Run, "--device", "cpu", "--set", "training.max_updates=1000000", .. more])
        {
            Folder = _folder.Path,
        };
}
