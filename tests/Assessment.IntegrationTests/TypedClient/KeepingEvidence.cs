using Assessment.Client;
using Assessment.IntegrationTests.Running;
using Xunit;

namespace Assessment.IntegrationTests.TypedClient;

/// <summary>The client keeps sources, claims and partnerships as the server answers them, to the last member.</summary>
public sealed class KeepingEvidence(TheService service)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private AssessmentApi Ana => service.Api.Ana.Typed();

    [Fact]
    public async Task Registers_regrades_and_lists_sources()
    {
        var source = await Ana.RegisterSourceAsync(new NewSource($"Customs {Guid.NewGuid():N}", "organization", "B", "Monthly."), ct: Ct);
        source = await Ana.RegradeSourceAsync(source.Content.Id, source.ETag, "C", "Revised often.", ct: Ct);
        Assert.Equal(("C", "Monthly.", 2), (source.Content.Reliability, source.Content.Note, source.Content.Version));
        Assert.Equivalent(source.Content, (await Ana.FindSourceAsync(source.Content.Id, Ct))!.Content, strict: true);
        Assert.Contains(source.Content.Id, (await Ana.ListSourcesAsync(limit: AssessmentApi.MostItems, wait: Strictly.CaughtUp, ct: Ct)).Items.Select(one => one.Id));
        Assert.Equivalent(source.Content, Assert.Single((await Ana.ListSourcesAsync([source.Content.Id, Guid.NewGuid()], ct: Ct)).Items), strict: true);
    }

    [Fact]
    public async Task Records_finds_changes_and_withdraws_claims()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (first, second) = (Guid.Parse(await stage.SourceAsync()), Guid.Parse(await stage.SourceAsync()));
        var other = Guid.Parse((await stage.ClaimAsync()).Id);
        var claim = await Ana.RecordClaimAsync(
            new NewClaim(stage.Partnership, "Four drones a day were built.", [first, second], 2, new(2024, 1, 31), "quantity", [new("military-aid", "raises", "CN>RU")],
                "GREEN", [other], [], new Quantity(4, "drones", 2, 6), "https://example.org/report"), ct: Ct);
        Assert.Equal(("B2", first, other, 6.0), (claim.Content.Grade, claim.Content.Origin.Source!.Value, claim.Content.Corroborates[0], claim.Content.Quantity!.High));

        var found = await Ana.ListClaimsAsync(
            stage.Partnership, "military-aid", source: second, origin: first, words: "drones", withdrawn: false, limit: 5, wait: Strictly.CaughtUp, ct: Ct);
        Assert.Equal(claim.Content.Id, Assert.Single(found.Items).Id);
        Assert.Equal([claim.Content.Id, other], (await Ana.ListClaimsAsync(ids: [other, claim.Content.Id], ct: Ct)).Items.Select(one => one.Id));

        claim = await Ana.RegradeClaimAsync(claim.Content.Id, claim.ETag, 3, "Only one saw it.", ct: Ct);
        claim = await Ana.TraceClaimAsync(claim.Content.Id, claim.ETag, [second], "It was theirs.", ct: Ct);
        claim = await Ana.WithdrawClaimAsync(claim.Content.Id, claim.ETag, "Fabricated.", ct: Ct);
        Assert.Equal(("B3", second, true), (claim.Content.Grade, claim.Content.Origin.Source!.Value, claim.Content.Withdrawn));
        Assert.Equal(claim.ETag, (await Ana.FindClaimAsync(claim.Content.Id, Ct))!.ETag);
    }

    [Fact]
    public async Task Takes_a_withdrawal_back_and_marks_anew()
    {
        var stage = await Stage.SetAsync(service.Api);
        var (other, text) = (Guid.Parse((await stage.ClaimAsync()).Id), await stage.ClaimAsync());
        var (id, published) = (Guid.Parse(text.Id), await stage.PublishAsync(service.Api.Ana, text.Id));
        var claim = await Ana.WithdrawClaimAsync(id, text.ETag!, "Twice.", duplicateOf: other, ct: Ct);
        Assert.Equal(other, claim.Content.Withdrawal!.DuplicateOf);
        claim = await Ana.ReinstateClaimAsync(id, claim.ETag, "It is another.", ct: Ct);
        Assert.False(claim.Content.Withdrawn);
        claim = await Ana.RemarkClaimAsync(id, claim.ETag, "AMBER", "It names somebody.", ct: Ct);
        Assert.Equal("AMBER", claim.Content.Marking);

        var current = (await service.Api.Ana.GetAsync($"/assessments/{published.Id}", ("Prefer", "wait=10"))).ETag!;
        Assert.Equal("RED", (await Ana.RemarkAsync(Guid.Parse(published.Id), current, "RED", "It says how we know.", ct: Ct)).Content.Marking);
    }

    [Fact]
    public async Task Is_told_what_rests_on_a_claim_and_on_a_source()
    {
        var stage = await Stage.SetAsync(service.Api);
        var source = await stage.SourceAsync();
        var claim = (await stage.ClaimAsync(source)).Id;
        var published = Guid.Parse((await stage.PublishAsync(service.Api.Ana, claim)).Id);

        var ofClaim = (await Ana.FindClaimImpactAsync(Guid.Parse(claim), wait: Strictly.CaughtUp, ct: Ct))!.Items.Single();
        var ofSource = (await Ana.FindSourceImpactAsync(Guid.Parse(source), ct: Ct))!.Items.Single();
        Assert.Equal((published, "intact", "lost", 0), (ofClaim.Assessment, ofClaim.Judgments[0].Support, ofClaim.Judgments[0].SupportWithout, ofClaim.Judgments[0].OriginsWithout));
        Assert.Equal(published, ofSource.Assessment);
        Assert.Null(await Ana.FindClaimImpactAsync(Guid.NewGuid(), ct: Ct));
    }

    [Fact]
    public async Task Sets_up_a_partnership_with_a_dimension_of_its_own()
    {
        var lead = service.Api.Lead.Typed();
        var made = await lead.EstablishPartnershipAsync(new NewPartnership(Bodies.NewSlug(), "China–Russia", ["CN", "RU"], 2, "CLEAR"), ct: Ct);
        made = await lead.ChangePartnershipAsync(made.Content.Id, made.ETag, reviewers: 3, ct: Ct);
        Assert.Equal((3, "China–Russia"), (made.Content.Reviewers, made.Content.Name));
        Assert.Contains((await lead.ListPartnershipsAsync(AssessmentApi.MostItems, wait: Strictly.CaughtUp, ct: Ct)).Items, partnership => partnership.Id == made.Content.Id);

        var levels = Enumerable.Range(1, 5).Select(number => new Level(number, $"L{number}", $"D{number}")).ToArray();
        await lead.DefineDimensionAsync(made.Content.Id, new Dimension("arctic", "Arctic", "How much?", false, 30, levels), ct: Ct);
        var own = (await lead.FindDimensionsAsync(made.Content.Id, Ct))!;
        Assert.Equal((await lead.ListDimensionsAsync(Ct)).Count + 1, own.Count);
        Assert.Equal(("arctic", "L3"), (own[^1].Code, own[^1].Levels[2].Label));
    }
}
