using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace Assessment.Ledger.Tests;

/// <summary>The proofs that logs of the field are tested with, nearly all of them wrong: each is judged, and none throws.</summary>
public class JudgingPublishedProofs
{
    // Equal roots that are no hashes: no reader of ours takes them, so that they are never compared.
    private const string OfNoHashes = "consistency/additional/sizes-are-equal-one-and-proof-is-empty";

    private static readonly Dictionary<string, (bool Inclusion, JsonElement Figures)> Cases = Read();

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Fact]
    public void There_are_as_many_as_were_published() => Assert.Equal(196, Cases.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void As_it_was_published(string name)
    {
        var (inclusion, figures) = Cases[name];
        var whole = true;
        var (first, second) = (Number(figures[2]), Number(figures[3]));
        var (one, other) = (HashOf(figures[4]), HashOf(figures[5]));
        Hash[] proof = [.. figures[6].EnumerateArray().Select(HashOf)];
        var holds = inclusion ? Proofs.VerifyInclusion(one, first, second, proof, other) : Proofs.VerifyConsistency(first, second, proof, one, other);
        Assert.Equal(figures[1].GetBoolean() && name != OfNoHashes, holds && whole);

        // What has not the length of a hash is refused where it is read; the checkers are given something in its place all the same.
        Hash HashOf(JsonElement base64)
        {
            if (Hash.TryParse(base64.GetString(), out var hash)) return hash;
            whole = false;
            return new Hash(SHA256.HashData(base64.GetBytesFromBase64()));
        }
    }

    // Some are beyond 2^63, and wrong under any other number as well.
    private static long Number(JsonElement digits) => unchecked((long)ulong.Parse(digits.GetString()!, CultureInfo.InvariantCulture));

    private static Dictionary<string, (bool Inclusion, JsonElement Figures)> Read()
    {
        var file = JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Assessment.Ledger.Tests", "Vectors", "proofs.json")));
        return file.EnumerateObject().Where(part => part.Value.ValueKind == JsonValueKind.Array)
            .SelectMany(part => part.Value.EnumerateArray().Select(figures => (Inclusion: part.Name.StartsWith("inclusion", StringComparison.Ordinal), Figures: figures)))
            .ToDictionary(@case => @case.Figures[0].GetString()!);
    }
}
