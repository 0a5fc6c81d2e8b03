using System.Text.Json;
using System.Text.RegularExpressions;
using Nmt.Cli.Verbs.Data;
using Nmt.TestKit;

namespace Nmt.Cli.Tests.Verbs.Data;

public sealed class CheckReportJsonTests
{
    [Fact]
    public void Report_is_json_with_every_finding_and_number()
    {
        // When
        using var json = Parse(out string text);
        var root = json.RootElement;

        // Then
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.Equal((1, 1, 1), (root.GetProperty("errors").GetInt32(), root.GetProperty("warnings").GetInt32(), root.GetProperty("infos").GetInt32()));
        var finding = root.GetProperty("findings")[1];
        Assert.Equal(
            ("tab-like", "warning", "train", "a\tfile [red]", 3, "with \"quotes\" and é"),
            (finding.GetProperty("code").GetString(), finding.GetProperty("level").GetString(), finding.GetProperty("corpus").GetString(),
                finding.GetProperty("file").GetString(), finding.GetProperty("count").GetInt32(), finding.GetProperty("message").GetString()));
        Assert.Equal([7, 9], finding.GetProperty("lines").EnumerateArray().Select(line => line.GetInt32()));
        var train = root.GetProperty("corpora")[0];
        Assert.Equal(0.9171, train.GetProperty("median_ratio").GetDouble());
        Assert.Equal(100, train.GetProperty("source")[0].GetProperty("scripts").GetProperty("greek").GetInt32());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("corpora")[1].GetProperty("median_ratio").ValueKind);
    }

    [Fact]
    public void Every_field_is_documented()
    {
        // Given
        string page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "data-check.md"));
        using var json = Parse(out string text);

        // Then
        string[] fields = Regex.Matches(text, "\"([a-z_]+)\":").Select(match => match.Groups[1].Value).Except(["latin", "greek"]).ToArray();
        Assert.NotEmpty(fields);
        Assert.All(fields, field => Assert.Contains($"`{field}`", page, StringComparison.Ordinal));
    }

    private static JsonDocument Parse(out string text)
    {
        using var output = new StringWriter { NewLine = "\n" };
        CheckReportJson.Write(SomeReport.Create(), output);
        text = output.ToString();
        return JsonDocument.Parse(text);
    }
}
