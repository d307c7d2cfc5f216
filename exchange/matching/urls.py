from django.urls import path

from .views import hosts, liking, wishes

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
    path("desk/fit/", hosts.fit_weights, name="fit_weights"),
]
