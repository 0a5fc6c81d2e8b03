using System.Runtime.InteropServices;
using Nmt.Cli.Console;
using Nmt.Runs.Checkpoints;
using Nmt.Runs.Config;
using Nmt.Search;
using Nmt.Text;
using Nmt.Training;

namespace Nmt.Cli.Tests.Console;

public sealed class FaultReportTests
{
    // The fault, its exit code and the complete output on stderr.
    public static TheoryData<Exception, int, string> Known => new()
    {
        { new UsageException("--device cuda: none"), 2, "nmt: --device cuda: none\nTry 'nmt verb --help'.\n" },
        { new UsageException("file not found: a\nfile not found: b"), 2, "nmt: file not found: a\nnmt: file not found: b\nTry 'nmt verb --help'.\n" },
        {
            new ConfigurationException([new("x.yaml", 3, 5, "search.n_best", "is odd"), new("--set a=b", null, null, "a", "is unknown")]), 2,
            "nmt: x.yaml:3:5: search.n_best: is odd\nnmt: --set a=b: a: is unknown\nTry 'nmt verb --help'.\n"
        },
        { new DataException("train.en:7: invalid UTF-8"), 3, "nmt: train.en:7: invalid UTF-8\n" },
        { new DataException("train.en:7: one\ntrain.de: two"), 3, "nmt: train.en:7: one\nnmt: train.de: two\n" },
        { new CheckpointException("state.json: missing"), 3, "nmt: state.json: missing\n" },
        { new OperationCanceledException(), 130, "nmt: interrupted\n" },
        { new TrainingDivergedException("the loss is NaN"), 1, "nmt: the loss is NaN\n" },
        { new NonFiniteScoreException("a score is NaN; the model's weights may be damaged"), 3, "nmt: a score is NaN; the model's weights may be damaged\n" },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void User_error_has_its_exit_code_and_no_stack(Exception fault, int expectedCode, string expectedText)
    {
        // When
        var (code, text) = Report(fault);

        // Then
        Assert.Equal((expectedCode, expectedText), (code, text));
    }

    public static TheoryData<Exception, string> Unexpected => new()
    {
        { new InvalidOperationException("a bug\nwith details"), "nmt: internal error: a bug" },
        { new IOException("No space left on device"), "nmt: No space left on device" },
        { new UnauthorizedAccessException("Access to the path is denied."), "nmt: Access to the path is denied." },
        { new DllNotFoundException("libtorch_cpu.so: not there\nsearched here and there"), "nmt: the tensor library cannot be loaded: libtorch_cpu.so: not there" },
        {
            new DllNotFoundException("libtorch_cpu.so: Unable to load\nlibtorch_cpu.so: failed to map segment from shared object"),
            "nmt: not enough memory to load the tensor library: raise the limit of the process (ulimit -v)"
        },
        { new ExternalException("DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes."), "nmt: not enough memory: DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes." },
        { new TaskSchedulerException(new OutOfMemoryException("no thread")), "nmt: not enough memory" },
        { new TypeInitializationException("Type", new OutOfMemoryException()), "nmt: not enough memory" },
        {
            // The file exists, so it is memory that lacks.
            new FileNotFoundException("Could not load file or assembly", "Nmt.Training, Version=0.1.0.0, Culture=neutral"),
            "nmt: not enough memory to load Nmt.Training: raise the limit of the process (ulimit -v)"
        },
        {
            new TypeInitializationException("Type", new FileLoadException("Could not load", "System.Security.Cryptography, Version=10.0.0.0")),
            "nmt: not enough memory to load System.Security.Cryptography: raise the limit of the process (ulimit -v)"
        },
        { new FileNotFoundException("Could not load file or assembly 'Missing'.", "Missing, Version=1.0.0.0"), "nmt: Could not load file or assembly 'Missing'." },
        { new FileNotFoundException("Could not find file '/a'.", "/a"), "nmt: Could not find file '/a'." },
        {
            new DllNotFoundException("Unable to load\nlibtorch.so: cannot open shared object file: Too many open files"),
            "nmt: too many open files to load the tensor library: raise the limit of the process (ulimit -n)"
        },
    };

    [Theory]
    [MemberData(nameof(Unexpected))]
    public void Unexpected_fault_is_one_line_and_a_file_with_the_stack_trace(Exception fault, string expectedLine)
    {
        // Given
        var thrown = Assert.Throws(fault.GetType(), () => Throw(fault));

        // When
        var (code, text) = Report(thrown);

        // Then
        string[] lines = text.TrimEnd('\n').Split('\n');
        const string announcement = "nmt: details are in ";
        Assert.Equal(1, code);
        Assert.Equal(2, lines.Length);
        Assert.Equal(expectedLine, lines[0]);
        Assert.StartsWith(announcement, lines[1], StringComparison.Ordinal);
        string path = lines[1][announcement.Length..];
        Assert.Contains(nameof(Throw), File.ReadAllText(path), StringComparison.Ordinal);
        File.Delete(path);
    }

    [Fact]
    public void Usage_lists_every_message_and_then_how_to_get_help()
    {
        // Given
        using var error = new StringWriter { NewLine = "\n" };

        // When
        int code = new FaultReport(error, "nmt").Usage(["one", "two"]);

        // Then
        Assert.Equal(2, code);
        Assert.Equal("nmt: one\nnmt: two\nTry 'nmt --help'.\n", error.ToString());
    }

    private static void Throw(Exception fault) => throw fault;

    private static (int Code, string Text) Report(Exception fault)
    {
        using var error = new StringWriter { NewLine = "\n" };
        int code = new FaultReport(error, "nmt verb").Report(fault);
        return (code, error.ToString());
    }
}
