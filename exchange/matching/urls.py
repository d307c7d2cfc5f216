from django.urls import path

from .views import gaps, hosts, liking, matches, proposals, wishes

app_name = "matching"
urlpatterns = [
    path("catalogue/best/", liking.best, name="best"),
    path("catalogue/favourites/", liking.favourites, name="favourites"),
    path("catalogue/offers/<int:pk>/favourite/", liking.favourite, name="favourite"),
    path("catalogue/offers/<int:pk>/show/", liking.show, name="show"),
    path("wishes/", wishes.wishes, name="wishes"),
    path("wishes/new/", wishes.wish_new, name="wish_new"),
    path("wishes/others/", hosts.open_wishes, name="open_wishes"),
    path("wishes/stop/<slug:token>/", wishes.wish_stop_link, name="wish_stop_link"),
    path("wishes/invitations/<int:pk>/", wishes.invitation, name="invitation"),
    path("wishes/<int:pk>/", wishes.wish, name="wish"),
    path("wishes/<int:pk>/edit/", wishes.wish_edit, name="wish_edit"),
    path("wishes/<int:pk>/close/", wishes.wish_close, name="wish_close"),
    path("wishes/<int:pk>/invite/", hosts.invite, name="invite"),
    path("matches/<int:pk>/", matches.match, name="match"),
    path("matches/employer/<slug:token>/", matches.match_employer, name="match_employer"),
    path("desk/proposals/", proposals.proposals, name="proposals"),
    path("desk/proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("desk/matches/<int:pk>/", proposals.match_edit, name="match_edit"),
    path("desk/gaps/", gaps.gaps, name="gaps"),
    path("desk/fit/", hosts.fit_weights, name="fit_weights"),
]
