using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;
using Nmt.TestKit;

namespace Nmt.EndToEnd.Tests;

/// <summary>The records and the report of a training run.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class RecordTests(TrainedRun run)
{
    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    [Fact]
    public void Updates_have_a_row_each_time_they_are_logged()
    {
        string[] lines = File.ReadAllLines(Path.Combine(run.Path, "updates.csv"));

        Assert.Equal("update,epoch,loss,gradient_norm,learning_rate,tokens,tokens_per_second,seconds", lines[0]);
        Assert.Equal(Enumerable.Range(1, 40).Select(i => $"{10 * i}"), lines[1..].Select(line => line.Split(',')[0]));
    }

    [Fact]
    public void Manifest_records_what_was_run_and_how_it_ended()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(run.Path, "run.json")));

        var start = Assert.Single(json.RootElement.GetProperty("starts").EnumerateArray());
        Assert.Equal(run.TrainInto(run.Path), start.GetProperty("command").EnumerateArray().Select(word => word.GetString()));
        Assert.Equal(
            ("completed", 400, "cpu", Environment.MachineName),
            (start.GetProperty("outcome").GetString(), start.GetProperty("last_update").GetInt64(), start.GetProperty("device").GetString(),
                start.GetProperty("host").GetString()));
        Assert.True(start.GetProperty("ended").GetDateTimeOffset() > start.GetProperty("started").GetDateTimeOffset());
        Assert.Equal(6, json.RootElement.GetProperty("data").GetArrayLength());
        Assert.Equal(
            [
                "BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0", "chrF2|nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0",
                "TER|nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:2.6.0",
            ],
            start.GetProperty("signatures").EnumerateArray().Select(signature => signature.GetString()));
    }

    [Fact]
    public void Report_shows_the_values_of_the_tables()
    {
        // Given
        XNamespace html = "http://www.w3.org/1999/xhtml";
        XNamespace svg = "http://www.w3.org/2000/svg";
        string best = File.ReadAllLines(Path.Combine(run.Path, "validations.csv")).Last(row => row.EndsWith("True", StringComparison.Ordinal));

        // When
        var page = XDocument.Load(Path.Combine(run.Path, "report.html"));

        // Then: one point for each of four validations in the charts of loss, perplexity, BLEU, chrF and TER.
        Assert.Equal(best.Split(',')[5], page.Descendants(html + "dd").First().Value);
        Assert.Equal(5 * 4, page.Descendants(svg + "circle").Count());
        Assert.Equal(4, page.Descendants(html + "section").Count());
        Assert.Contains(page.Descendants(html + "td"), fact => fact.Value == "BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0");
        Assert.Equal(4, page.Descendants(html + "div").Count(part => (string?)part.Attribute("class") == "attention"));
    }

    [Fact]
    public void Report_opens_in_a_browser()
    {
        // Given: a browser, if there is one; the tests do not require it.
        if (Array.Find(Browsers, File.Exists) is not { } browser)
        {
            return;
        }

        using var folder = new TemporaryFolder();
        string picture = folder.Of("report.png");

        // When
        string dom = Open(browser, folder, "--dump-dom");
        Open(browser, folder, $"--screenshot={picture}", "--window-size=1200,2000");

        // Then: the browser parsed all of it, and painted something.
        Assert.Equal(7, dom.Split("class=\"chart\"").Length - 1);
        Assert.Equal(4, dom.Split("class=\"attention\"").Length - 1);
        Assert.DoesNotContain("parsererror", dom, StringComparison.Ordinal);
        Assert.InRange(new FileInfo(picture).Length, 50_000, long.MaxValue);
    }

    [Fact]
    public void Quiet_training_prints_nothing_but_its_result()
    {
        // Given
        using var folder = new TemporaryFolder();
        string path = folder.Of("quiet");

        // When
        var result = NmtProcess.Run(new NmtCall([.. run.TrainInto(path), "--quiet", "--set", "training.max_updates=20"]));

        // Then
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith("BLEU|", Assert.Single(result.OutputLines), StringComparison.Ordinal);
        Assert.Contains("Update 20 (epoch", File.ReadAllText(Path.Combine(path, "train.log")), StringComparison.Ordinal);
    }

    [Fact]
    public void Terminal_gets_a_live_line_with_the_time_left()
    {
        // Given: a terminal, provided by util-linux's script.
        const string Script = "/usr/bin/script";
        if (!File.Exists(Script))
        {
            return;
        }

        using var folder = new TemporaryFolder();
        string command = string.Join(' ', ((string[])[NmtProcess.Executable, .. run.TrainInto(folder.Of("live"))]).Select(word => $"'{word}'"));

        // When
        string shown = Shown(Script, ["-qec", command, "/dev/null"]);

        // Then: the progress bar rewrites its line, which plain lines never do.
        Assert.Matches(@"update \d+ +loss \d+\.\d{3} +\d+ tokens/s +0:00:\d\d left", shown);
        Assert.Contains("\u001b[", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[", run.Training.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_translation_into_a_file_shows_on_a_terminal_how_long_it_takes()
    {
        const string Script = "/usr/bin/script";
        if (!File.Exists(Script))
        {
            return;
        }

        // Given: work for more than the two seconds after which it is shown, even on a fast machine.
        using var folder = new TemporaryFolder();
        string input = folder.Write("input.en", string.Concat(Enumerable.Repeat("one two three four five\n", 12_000)));
        string command = $"{NmtProcess.Executable} translate --model {run.Path} --device cpu --beam 12 {input} --output {folder.Of("output.de")}";

        // When
        string shown = Shown(Script, ["-qec", command, "/dev/null"]);
        string quiet = Shown(Script, ["-qec", $"{NmtProcess.Executable} translate --model {run.Path} --device cpu -q {folder.Write("one.en", "one\n")}", "/dev/null"]);

        // Then: erased in the end.
        Assert.Matches(@"translating 12,000 lines  0:00:\d\d left  \[=* *\] +\d+%", shown);
        Assert.EndsWith("\r\u001b[K", shown, StringComparison.Ordinal);
        Assert.Equal(12_000, File.ReadAllLines(folder.Of("output.de")).Length);
        Assert.DoesNotContain("\u001b", quiet, StringComparison.Ordinal);
    }

    private string Open(string browser, TemporaryFolder folder, params string[] what) => Shown(browser,
        ["--headless", "--no-sandbox", "--disable-gpu", $"--user-data-dir={folder.Of("profile")}", .. what, new Uri(Path.Combine(run.Path, "report.html")).AbsoluteUri]);

    private static string Shown(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["TERM"] = "xterm";
        start.Environment["OMP_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} failed: {error.Result}");
    }
}
